import type { Tensor } from '../../graph/graph'
import { add, div, mul, sub } from '../../graph/ops/arithmetic'
import { cast, constant, reshape, reshapeLike, sizeOf } from '../../graph/ops/array'
import { batchNormInference, batchNormTraining } from '../../graph/ops/normalization'
import type { LowerContext } from '../lowering'
import type { BatchNormConfig } from './schema'

export function lowerBatchNorm(context: LowerContext, config: BatchNormConfig, [input]: readonly Tensor[]): Tensor {
  const { graph, phase, frozen } = context
  const original = input as Tensor
  const channels = original.shape.at(-1) as number
  const x = original.shape.length === 4 ? original : reshape(graph, original, [-1, 1, 1, channels])
  const all = (value: number) => constant(graph, Array<number>(channels).fill(value))
  const gamma = config.scale ? context.weight('gamma') : all(1)
  const beta = config.center ? context.weight('beta') : all(0)
  const shaped = (y: Tensor) => (original === x ? y : reshapeLike(graph, y, original))

  if (phase === 'inference' || frozen) {
    const [mean, variance] = [context.weight('moving-mean'), context.weight('moving-variance')]
    return shaped(batchNormInference(graph, x, gamma, beta, mean, variance, config.epsilon))
  }
  const { y, mean, variance } = batchNormTraining(graph, x, gamma, beta, config.epsilon)
  const rate = movingRate(context, config)
  context.moveTowards('moving-mean', mean, rate)
  context.moveTowards(
    'moving-variance',
    config.movingVariance === 'biased' ? biased(context, x, variance) : variance,
    rate,
  )
  return shaped(y)
}

/** How far the moving averages go towards this batch: 1 - momentum, or 1 / batches seen. */
function movingRate(context: LowerContext, { momentum }: BatchNormConfig): Tensor | number {
  if (momentum !== null) return 1 - momentum
  const count = add(context.graph, context.weight('batch-count'), 1)
  context.moveTowards('batch-count', count, 1)
  return div(context.graph, 1, count)
}

/** The variance divided by m where the op gives the one divided by m - 1; m = n * h * w is known only at run time. */
function biased({ graph }: LowerContext, x: Tensor, unbiased: Tensor): Tensor {
  const count = div(graph, cast(graph, sizeOf(graph, x), unbiased.dtype), x.shape[3] as number)
  return mul(graph, unbiased, div(graph, sub(graph, count, 1), count))
}
