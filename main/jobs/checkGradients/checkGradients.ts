import type { TensorMap } from '../../../shared/tensorData'
import { compileGradientCheck } from '../../../shared/training/compileGradientCheck'
import type { TrainingRequest } from '../../../shared/training/compileTraining'
import type { Feed } from '../../engine/session'
import { Session } from '../../engine/session'

export interface GradientCheckRequest {
  readonly training: TrainingRequest
  /** A few pictures, uint8 NHWC, and their classes. */
  readonly images: Uint8Array
  readonly labels: Int32Array
  /** Weights to check at; absent: the initial ones. */
  readonly state?: TensorMap
  /** Random directions, and single coordinates, tried for each array. */
  readonly directions?: number
  readonly coordinates?: number
  readonly onArray?: (done: number, of: number) => void
}

export interface ArrayError {
  readonly layer: string
  readonly weight: string
  readonly worstRelativeError: number
}

/** Steps tried for a difference: the smallest error of them counts, for a step may straddle a kink of ReLU or max-pooling. */
const sizes = [1e-5, 1e-6, 1e-7]
/** An error below this is none: no further steps are tried. */
const small = 1e-4

/**
 * The worst relative error of the analytic gradient of each array, against central differences in float64.
 *
 * The error of a derivative is relative to the larger of the two answers, but never to less than a thousandth of what the array's
 * gradient has in store for such a direction (its norm for random signs, its largest element for a coordinate), nor to less
 * than a hundred-thousandth of the whole gradient's norm. Where the true derivative is zero (a bias in front of a batch norm)
 * what is left is float32 noise, and the error is relative to a thousandth of the whole gradient's norm.
 */
export async function checkGradients(request: GradientCheckRequest): Promise<ArrayError[]> {
  const { training, images, labels, directions = 3, coordinates = 6 } = request
  const { analytic, numerical, learning } = compileGradientCheck(training)
  const [exact, reference] = [await Session.open(analytic), await Session.open(numerical)]
  try {
    for (const session of request.state ? [exact, reference] : [])
      session.writeState(stateOf(session.readState(), request.state as TensorMap))
    const answers = exact.call('gradient', { images, labels })
    const gradients = learning.map((_, k) => asArray(answers[`g${k}`]))
    const wholeNorm = Math.hypot(...gradients.map(norm))
    return learning.map(({ layer, spec }, array) => {
      const gradient = gradients[array] as Float32Array
      const along = (coordinate: number, trial: number, scale: number): number => {
        const feeds: Record<string, Feed> = {
          images,
          labels,
          array,
          coordinate,
          key: Int32Array.of(array + 1, trial + 1),
        }
        const found = exact.call('along', feeds).derivative as number
        let error = Number.POSITIVE_INFINITY
        for (const size of sizes) {
          const wanted = reference.call('along', { ...feeds, size }).derivative as number
          const isZero = Math.abs(wanted) <= 1e-7 * wholeNorm
          const floor = isZero ? 1e-3 * wholeNorm : Math.max(1e-3 * scale, 1e-5 * wholeNorm)
          const one = Math.abs(found - wanted) / Math.max(Math.abs(found), Math.abs(wanted), floor, Number.MIN_VALUE)
          error = Math.min(error, one)
          if (error < small) break
        }
        return error
      }
      const errors = [
        ...Array.from({ length: directions }, (_, trial) => along(-1, trial, norm(gradient))),
        ...pickCoordinates(gradient, coordinates).map((coordinate, trial) =>
          along(coordinate, trial, largest(gradient)),
        ),
      ]
      request.onArray?.(array + 1, learning.length)
      return { layer, weight: spec.name, worstRelativeError: Math.max(...errors) }
    })
  } finally {
    exact.close()
    reference.close()
  }
}

/** A program's own state with the values of `given` where it has them (a run's has optimizer slots besides). */
const stateOf = (own: TensorMap, given: TensorMap): TensorMap =>
  new Map([...own].map(([name, value]) => [name, given.get(name) ?? value]))

const asArray = (value: unknown): Float32Array =>
  typeof value === 'number' ? Float32Array.of(value) : (value as Float32Array)
const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0))
const largest = (values: Float32Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** The largest elements, half of `count`, and others spread evenly. */
function pickCoordinates(gradient: Float32Array, count: number): number[] {
  if (gradient.length <= count) return [...gradient.keys()]
  const top = Math.ceil(count / 2)
  const order = [...gradient.keys()].sort((a, b) => Math.abs(gradient[b] as number) - Math.abs(gradient[a] as number))
  const spread = Array.from({ length: count - top }, (_, k) =>
    Math.floor(((k + 0.5) * gradient.length) / (count - top)),
  )
  return [...new Set([...order.slice(0, top), ...spread])]
}
