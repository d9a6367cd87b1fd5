import type { Inference } from '../../model/infer'
import type { LayerRate, Unfreezing } from './fineTuning'
import { headLayers } from './headLayers'

/** The steps in which a network is let go, from its input to its head: its outermost blocks, and its own layers with the norm behind each. */
export function networkStages(inference: Inference): string[][] {
  const { layers, parts, order } = inference
  const head = headLayers(inference)
  const outer = parts.filter(({ parent }) => parent === undefined)
  const blockOf = new Map(outer.flatMap((part) => part.layers.map((id) => [id, part.id] as const)))
  const stages: string[][] = []
  for (const id of order) {
    const layer = layers.get(id)
    if (!layer || layer.weights.length === 0 || head.has(id)) continue
    const name = blockOf.get(id) ?? id
    const last = stages.at(-1)
    const joins = name === id && layer.spec.type.endsWith('-norm') && last !== undefined
    if (joins) last.push(name)
    else if (!stages.some((stage) => stage.includes(name))) stages.push([name])
  }
  return stages
}

/**
 * Gradual unfreezing (Howard and Ruder 2018): the stage next to the head from the second epoch on, then one more an epoch towards the input;
 * several at once where there are more stages than epochs. Meant for `freeze: 'all-but-head'`.
 */
export function gradualPlan(inference: Inference, epochs: number): Unfreezing[] {
  const stages = networkStages(inference).reverse()
  const turns = Math.min(stages.length, Math.max(1, epochs - 1))
  return Array.from({ length: turns }, (_, k) => ({
    epoch: k + 2,
    layers: stages.slice(part(k), part(k + 1)).flat(),
  }))
  function part(k: number): number {
    return Math.round((k * stages.length) / turns)
  }
}

/** Rates that fall towards the input, each stage's the next one's divided by 2.6 (Howard and Ruder 2018), at least a thousandth. The head keeps 1. */
export function discriminativeRates(inference: Inference): LayerRate[] {
  const stages = networkStages(inference).reverse()
  return stages
    .map((layers, k) => ({ layers, factor: Math.max(1e-3, Number((2.6 ** -(k + 1)).toPrecision(2))) }))
    .reverse()
}
