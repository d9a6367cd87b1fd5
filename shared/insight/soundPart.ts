import type { Inference } from '../model/infer'
import type { SoundLayer } from '../model/lowerNetwork'
import type { LayerId } from '../model/network'

/** What can be computed of a network that may be half-built: each layer comes after its inputs. */
export interface SoundPart {
  readonly input: LayerId
  readonly inputShape: readonly [height: number, width: number, channels: number]
  readonly layers: readonly SoundLayer[]
  /** Left out although nothing is wrong with them: with them it would take too long, or too much memory. */
  readonly tooLarge: readonly LayerId[]
}

/** What the whole part may cost for one picture: about five seconds of two cores, and two gigabytes of weights. */
export interface PartBudget {
  readonly macs: number
  readonly parameters: number
  /** Numbers in the output of one layer. */
  readonly elements: number
}
export const usualBudget: PartBudget = { macs: 3e11, parameters: 5e8, elements: 2 ** 26 }

/** The layers that follow soundly from the first input for pictures; `undefined` without one. */
export function soundPart(inference: Inference, budget: PartBudget = usualBudget): SoundPart | undefined {
  const { order, layers } = inference
  const isInput = (id: LayerId) => layers.get(id)?.spec.type === 'input' && layers.get(id)?.shape?.length === 3
  const input = order.find(isInput)
  const inputShape = input === undefined ? undefined : layers.get(input)?.shape
  if (input === undefined || !inputShape) return undefined
  const taken = new Map<LayerId, SoundLayer>()
  const tooLarge: LayerId[] = []
  let macs = 0
  let parameters = 0
  for (const id of order) {
    const layer = layers.get(id)
    if (!layer?.shape) continue
    const { spec, shape } = layer
    if (id !== input && (spec.inputs.length === 0 || !spec.inputs.every((source) => taken.has(source)))) continue
    const own = layer.weights.reduce((sum, weight) => sum + elements(weight.shape), 0)
    if (
      macs + layer.macs > budget.macs ||
      parameters + own > budget.parameters ||
      elements(shape) > budget.elements ||
      own > budget.parameters
    ) {
      tooLarge.push(id)
      continue
    }
    macs += layer.macs
    parameters += own
    taken.set(id, { ...layer, shape })
  }
  return { input, inputShape: inputShape as SoundPart['inputShape'], layers: [...taken.values()], tooLarge }
}

const elements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)
