import { Problem } from '../problem'
import type { Inference } from './infer'
import type { SoundLayer } from './lowerNetwork'
import type { LayerId } from './network'

/** A network without problems, its layers in an order in which each comes after its inputs. */
export interface SoundNetwork {
  readonly layers: readonly SoundLayer[]
  readonly inputShape: readonly [height: number, width: number, channels: number]
  readonly output: LayerId
}

/** What the compiler takes; throws the first problem, or says that the output is not one number a class. */
export function soundNetwork(inference: Inference, classes: number): SoundNetwork {
  const [problem, ...others] = inference.problems
  if (problem)
    throw new Problem({
      ...problem,
      ...(others.length > 0 && { message: `${problem.message} [and ${others.length} more]` }),
    })
  const layers = inference.order.map((id) => inference.layers.get(id) as SoundLayer)
  const input = layers.find(({ spec }) => spec.type === 'input')
  const output = layers.find(({ spec }) => spec.id === inference.output)
  if (!input || !output) throw new Error('inference gave neither problems nor an input and an output')
  const { id } = output.spec
  if (output.shape.length !== 1 || output.shape[0] !== classes)
    throw new Problem({
      code: 'classes-clash',
      layer: id,
      message: `gives ${output.shape.join('x')}, the data has ${classes} classes`,
      remedy: `end the network with a dense layer of ${classes} units`,
    })
  return { layers, inputShape: input.shape as SoundNetwork['inputShape'], output: id }
}
