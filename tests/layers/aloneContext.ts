import type { Graph, Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import type { LowerContext, Phase } from '../../shared/layers/lowering'

/** What a layer asked for while it was lowered. */
export interface Asked {
  readonly weights: Set<string>
  readonly moves: Map<string, { readonly target: Tensor; readonly rate: Tensor | number }>
  readonly knobs: Set<string>
  random: boolean
}

export const nothingAsked = (): Asked => ({ weights: new Set(), moves: new Map(), knobs: new Set(), random: false })

/** The surroundings of one layer without a network: knobs stand at their start, random numbers always come from one key. */
export function aloneContext(
  graph: Graph,
  { phase, frozen }: { readonly phase: Phase; readonly frozen: boolean },
  weight: (name: string) => Tensor,
  asked: Asked = nothingAsked(),
): LowerContext {
  const onlyInTraining = (what: string) => {
    if (phase === 'inference') throw new Error(`asks for ${what} in inference`)
  }
  return {
    graph,
    phase,
    frozen,
    weight(name) {
      asked.weights.add(name)
      return weight(name)
    },
    moveTowards(name, target, rate) {
      onlyInTraining(`a move of ${name}`)
      asked.moves.set(name, { target, rate })
    },
    randomKey() {
      onlyInTraining('a random key')
      asked.random = true
      return constant(graph, [11, 22], 'int32')
    },
    knob(name, initial) {
      onlyInTraining(`the knob ${name}`)
      asked.knobs.add(name)
      return constant(graph, initial)
    },
  }
}
