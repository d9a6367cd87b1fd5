import type { Graph, Tensor } from '../graph/graph'
import { placeholder, reshape, slice } from '../graph/ops/array'
import type { Knob } from '../model/lowerNetwork'

/** The knobs of a program in the making, fed at each call as one float32 vector in their order. */
export interface FedKnobs {
  /** In the order in which they were asked for. */
  readonly list: readonly Knob[]
  /** float32 [knobs]: to be an input of each signature that depends on a knob, where there are any. */
  readonly fed: Tensor
  /** Adds a knob and gives its value, a scalar. */
  add(knob: Knob): Tensor
}

export function fedKnobs(graph: Graph): FedKnobs {
  const fed = placeholder(graph, 'knobs', 'float32', [-1])
  const list: Knob[] = []
  return {
    list,
    fed,
    add(knob) {
      list.push(knob)
      return reshape(graph, slice(graph, fed, [list.length - 1], [1]), [])
    },
  }
}
