import { Graph, type Tensor } from '../graph/graph'
import { add, mul } from '../graph/ops/arithmetic'
import { constant, decodeRaw, fill, identity, placeholder, reshape } from '../graph/ops/array'
import { assign } from '../graph/ops/state'
import type { Program, Signature, Variable } from '../graph/program'
import { elementCount } from '../graph/shape'
import { Variables } from '../graph/variables'
import { lowerNetwork, weightName } from './lowerNetwork'
import type { SoundNetwork } from './soundNetwork'

/** A network that is only asked. */
export interface InferenceProgram extends Program {
  /** The arrays that each `set_<k>` takes: a few at a time, so that a large model is not in memory three times. */
  readonly parts: readonly (readonly Variable[])[]
}

/** Weights that are set in one call, in bytes. */
const partBytes = 64 * 2 ** 20

/**
 * A network as inference runs it, and nothing else: signature `logits` takes `pictures`, float32 [n, h, w, c], and gives the output.
 * With `scaling` the pictures are pixels of 0 to 255 and y = pixel * scale + offset is done first. Weights are set by `set_<k>`, each
 * array as bytes named by its place in `parts[k]`.
 *
 * @param layers those that lead to the output, in order
 */
export function compileInference(
  { layers, inputShape, output }: Pick<SoundNetwork, 'layers' | 'inputShape' | 'output'>,
  scaling?: { readonly scale: readonly number[]; readonly offset: readonly number[] },
): InferenceProgram {
  const graph = new Graph()
  const variables = new Variables(graph)
  for (const { spec, weights } of layers)
    for (const { name, shape, trainable } of weights)
      variables.add({
        name: weightName(spec.id, name),
        dtype: 'float32',
        shape,
        role: trainable ? 'weight' : 'statistic',
        initial: (g) => fill(g, shape, constant(g, 0)),
      })
  const pictures = placeholder(graph, 'pictures', 'float32', [-1, ...inputShape])
  const fed = scaling ? scaled(graph, pictures, scaling) : pictures
  const outputs = lowerNetwork({ graph, layers, weight: (name) => (variables.get(name) as Variable).value }, fed)
  const parts = inParts(variables.list())
  const signatures: Record<string, Signature> = {
    logits: { inputs: { pictures }, outputs: { logits: identity(graph, outputs.get(output) as Tensor, 'logits') } },
  }
  parts.forEach((part, k) => {
    const inputs = part.map((_, n) => placeholder(graph, `set_${k}/v${n}`, 'string', []))
    const assigned = part.map(({ handle, dtype, shape }, n) =>
      assign(graph, handle, reshape(graph, decodeRaw(graph, inputs[n] as Tensor, dtype), shape)),
    )
    signatures[`set_${k}`] = {
      inputs: Object.fromEntries(inputs.map((input, n) => [`v${n}`, input])),
      outputs: { done: identity(graph, constant(graph, 1, 'int32'), `set_${k}/done`, assigned) },
    }
  })
  return { graph, variables: variables.list(), initialize: variables.initialize(), signatures, parts }
}

function scaled(graph: Graph, x: Tensor, { scale, offset }: { scale: readonly number[]; offset: readonly number[] }) {
  return add(graph, mul(graph, x, constant(graph, [...scale])), constant(graph, [...offset]))
}

function inParts(variables: readonly Variable[]): Variable[][] {
  const parts: Variable[][] = []
  let room = 0
  for (const variable of variables) {
    const bytes = elementCount(variable.shape) * 4
    if (parts.length === 0 || bytes > room || (parts.at(-1) as Variable[]).length >= 100) {
      parts.push([])
      room = partBytes
    }
    ;(parts.at(-1) as Variable[]).push(variable)
    room -= bytes
  }
  return parts
}
