import { Problem } from '../problem'
import type { Inference } from './infer'
import type { SoundLayer } from './lowerNetwork'
import type { AuxiliaryOutput, LayerId } from './network'

/** A network without problems, its layers in an order in which each comes after its inputs. */
export interface SoundNetwork {
  readonly layers: readonly SoundLayer[]
  readonly inputShape: readonly [height: number, width: number, channels: number]
  readonly output: LayerId
  /** Second classifiers of the training phase. */
  readonly auxiliary: readonly AuxiliaryOutput[]
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
  const { auxiliary } = inference
  expectClasses(output, classes, 'the network')
  for (const { layer } of auxiliary)
    expectClasses(inference.layers.get(layer) as SoundLayer, classes, 'an auxiliary classifier')
  return { layers, inputShape: input.shape as SoundNetwork['inputShape'], output: output.spec.id, auxiliary }
}

function expectClasses({ spec, shape }: SoundLayer, classes: number, what: string): void {
  if (shape.length === 1 && shape[0] === classes) return
  throw new Problem({
    code: 'classes-clash',
    layer: spec.id,
    message: `gives ${shape.join('x')}, the data has ${classes} classes`,
    remedy: `end ${what} with a dense layer of ${classes} units`,
    values: { kind: what === 'the network' ? 'network' : 'auxiliary', shape: shape.join('x'), classes },
  })
}
