import type { CurvePoint } from '../../../shared/curves/curvePoint'
import { lossText } from '../../words/figures'

const width = 600
const height = 160

/** The loss of the training batches over the steps; the band reaches from the least to the greatest that a point stands for. */
export const LossCurve = ({ points }: { points: readonly CurvePoint[] }) => {
  const known = points.filter((point) => point.loss !== null)
  const lastStep = known.at(-1)?.step ?? 0
  if (known.length < 2) return <div className="curve" aria-hidden="true" />
  const most = Math.max(...known.map(({ highest, loss }) => highest ?? loss ?? 0), Number.EPSILON)
  const x = ({ step }: CurvePoint) => ((step / lastStep) * width).toFixed(1)
  const y = (value: number | null) => (height - ((value ?? 0) / most) * height).toFixed(1)
  const line = known.map((point) => `${x(point)},${y(point.loss)}`).join(' ')
  const upper = known.map((point) => `${x(point)},${y(point.highest)}`)
  const lower = known.map((point) => `${x(point)},${y(point.lowest)}`).reverse()
  return (
    <figure className="curve">
      <figcaption className="row caption">
        <span className="grow">Loss of the training batches</span>0 to {lossText(most)}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`loss over ${lastStep} steps, now ${lossText(known.at(-1)?.loss)}`}
      >
        <polygon points={[...upper, ...lower].join(' ')} />
        <polyline points={line} />
      </svg>
    </figure>
  )
}
