import type { Graph, Tensor } from '../graph/graph'
import { add, mul } from '../graph/ops/arithmetic'
import type { LayerId } from '../model/layerSpec'
import type { AuxiliaryOutput } from '../model/network'
import type { LossParts } from './losses/loss'

export interface AuxiliaryLosses {
  /** The loss at the network's own output. */
  readonly main: LossParts
  readonly auxiliary: readonly AuxiliaryOutput[]
  /** Each layer's output in the training phase. */
  readonly outputs: ReadonlyMap<LayerId, Tensor>
  /** The loss of some logits against what the batch shows. */
  lossAt(logits: Tensor): LossParts
}

/**
 * What training minimizes: the network's loss and those of its auxiliary classifiers, each times its weight (0.3 in Szegedy et al.
 * 2014, arXiv:1409.4842, and in torchvision's training of GoogLeNet). All are of the same labels, so they share a denominator.
 */
export function addAuxiliaryLosses(graph: Graph, request: AuxiliaryLosses): LossParts {
  const { main, auxiliary, outputs, lossAt } = request
  return auxiliary.reduce<LossParts>((sum, { layer, weight }) => {
    const { numerator, perExample } = graph.scope(layer, () => lossAt(outputs.get(layer) as Tensor))
    return {
      numerator: add(graph, sum.numerator, mul(graph, numerator, weight)),
      denominator: sum.denominator,
      perExample: add(graph, sum.perExample, mul(graph, perExample, weight)),
    }
  }, main)
}
