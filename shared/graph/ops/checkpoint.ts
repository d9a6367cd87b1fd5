import type { DType } from '../dtype'
import type { Graph, Node, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'
import { wordsConstant } from './array'

/** A tensor of a checkpoint. */
export interface StoredTensor {
  readonly name: string
  readonly dtype: DType
  readonly shape: Shape
}

const restoreOp = defineOp<{ tensors: readonly StoredTensor[] }>({
  name: 'RestoreV2',
  infer: (_, { tensors }) => tensors,
  attributes: (_, { tensors }) => ({ dtypes: { types: tensors.map(({ dtype }) => dtype) } }),
})

/** The tensors of these names out of the checkpoint at `file`, in that order. */
export const restoreTensors = (graph: Graph, file: Tensor, tensors: readonly StoredTensor[]): readonly Tensor[] =>
  graph.addNode(restoreOp, [file, ...namesAndSlices(graph, tensors)], { tensors }).outputs

const saveOp = defineOp({
  name: 'SaveV2',
  infer: () => [],
  attributes: ([, , , ...tensors]) => ({ dtypes: { types: tensors.map(({ dtype }) => dtype) } }),
})

/** Writes tensors under these names into a checkpoint at `file`. */
export const saveTensors = (
  graph: Graph,
  file: Tensor,
  tensors: readonly StoredTensor[],
  values: readonly Tensor[],
): Node => graph.addNode(saveOp, [file, ...namesAndSlices(graph, tensors), ...values], {})

/** Whole tensors: no slice of any. */
const namesAndSlices = (graph: Graph, tensors: readonly StoredTensor[]): Tensor[] => [
  wordsConstant(
    graph,
    tensors.map(({ name }) => name),
    'names',
  ),
  wordsConstant(
    graph,
    tensors.map(() => ''),
    'slices',
  ),
]
