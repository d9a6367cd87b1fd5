import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportCheck } from '../../../shared/records/exportRecord'
import { along, axisOf, marksOf } from './marks'

const bins = 60
const [width, height] = [648, 150]

/** How much the file differs from the run on each picture: a mark a picture, and the line that none may cross. */
export const DifferenceMarks = ({ check }: { check: ExportCheck }) => {
  const { t } = useTranslation('export')
  const pictures = check.pictures ?? []
  const axis = useMemo(
    () =>
      axisOf(
        pictures.map(({ difference }) => difference),
        check.allowed,
      ),
    [pictures, check.allowed],
  )
  const marks = useMemo(() => marksOf(pictures, axis, bins), [pictures, axis])
  const tallest = Math.max(8, ...marks.map((mark) => mark.height + 1))
  const most = check.worst?.[0]
  const step = Math.min(8, (height - 4) / tallest)
  const limit = along(axis, check.allowed)
  const powers = Array.from({ length: axis.most - axis.least + 1 }, (_, k) => axis.least + k)
  return (
    <figure
      className="difference-marks"
      role="img"
      aria-label={t('marksLabel', {
        count: marks.length,
        most: check.maxLogitDifference.toExponential(1),
        allowed: check.allowed.toExponential(0),
      })}
    >
      <div className="marks-limit" style={{ left: `${limit * 100}%` }}>
        <span>{t('allowed', { allowed: check.allowed.toExponential(0) })}</span>
      </div>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {marks.map(({ index, bin, height: place, difference }) => (
          <rect
            key={index}
            className={index === most?.index && difference > 0 ? 'mark worst' : 'mark'}
            x={(bin * width) / bins + 1}
            y={height - (place + 1) * step}
            width={width / bins - 2}
            height={Math.max(1, step - 1.5)}
          />
        ))}
      </svg>
      <div className="marks-axis" aria-hidden="true">
        {powers.map((power) => (
          <span key={power}>{power === axis.least ? `≤ 1e${power}` : `1e${power}`}</span>
        ))}
      </div>
    </figure>
  )
}
