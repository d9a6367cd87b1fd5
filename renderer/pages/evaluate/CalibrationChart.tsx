import { useTranslation } from 'react-i18next'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import { percentText } from '../../words/figures'
import './calibration.css'

const [width, height, edge] = [260, 128, 18]

/** How often the network is right where it is so sure: on the diagonal its probabilities can be believed. */
export const CalibrationChart = ({ calibration }: { calibration: EvaluationView['calibration'] }) => {
  const { t } = useTranslation('evaluate')
  const most = Math.max(1, ...calibration.bins.map(({ count }) => count))
  const x = (part: number) => edge + part * (width - edge)
  const y = (part: number) => (1 - part) * (height - edge)
  const each = 1 / calibration.bins.length
  return (
    <figure
      className="calibration"
      aria-label={t('calibrationLabel', { error: percentText(calibration.error) })}
      role="img"
    >
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <line className="axis" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(0)} />
        <line className="diagonal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {calibration.bins.map(({ count, accuracy }, k) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            key={k}
            className="bin"
            x={x(k * each) + 1}
            width={(width - edge) * each - 2}
            y={y(accuracy)}
            height={count > 0 ? Math.max(1, y(0) - y(accuracy)) : 0}
            opacity={0.25 + 0.75 * Math.sqrt(count / most)}
          />
        ))}
        <text x={x(0)} y={height - 4}>
          0
        </text>
        <text x={x(1)} y={height - 4} textAnchor="end">
          {t('confidence')} 100 %
        </text>
      </svg>
    </figure>
  )
}
