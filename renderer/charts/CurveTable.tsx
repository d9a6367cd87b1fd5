import { useTranslation } from 'react-i18next'
import { useCross } from './curveView'
import { pointAt, type Series } from './series'
import { useSlow } from './useSlow'

interface CurveTableProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly whole: readonly [number, number]
  readonly newest: number
  readonly stepsPerEpoch: number
  yText(value: number): string
}

/** Rows at most: a table of a thousand epochs is read by nobody. */
const mostRows = 50

/** A chart's figures as a table, for who hears it; and what stands under the crosshair, when it moved. */
export const CurveTable = (props: CurveTableProps) => {
  const { t } = useTranslation('charts')
  // News every two seconds are enough for a table that is not seen.
  const { title, series, newest, stepsPerEpoch, yText } = useSlow(props, 2000)
  const lines = series.filter(({ isFaint }) => !isFaint)
  const epochs = Math.floor(newest / stepsPerEpoch)
  const every = Math.max(1, Math.ceil(epochs / mostRows))
  const rows = Array.from({ length: Math.floor(epochs / every) }, (_, k) => (k + 1) * every)
  return (
    <div className="visually-hidden">
      <table>
        <caption>{t('table', { title })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('epoch')}</th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              {lines.map(({ id, points }) => {
                const y = pointAt(points, epoch * stepsPerEpoch)?.y
                return <td key={id}>{y === undefined || y === null ? '–' : yText(y)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <CrossText {...{ series: lines, stepsPerEpoch, yText }} />
    </div>
  )
}

const CrossText = ({ series, stepsPerEpoch, yText }: Pick<CurveTableProps, 'series' | 'stepsPerEpoch' | 'yText'>) => {
  const { t } = useTranslation('charts')
  const step = useSlow(useCross(), 400)
  const figures =
    step === undefined
      ? []
      : series.flatMap(({ label, points }) => {
          const y = pointAt(points, step)?.y
          return y === undefined || y === null ? [] : [`${label} ${yText(y)}`]
        })
  return (
    <div aria-live="polite">
      {step !== undefined &&
        figures.length > 0 &&
        `${t('epochStep', { epoch: Math.floor((step - 1e-9) / stepsPerEpoch) + 1, step: Math.round(step) })}: ${figures.join(', ')}`}
    </div>
  )
}
