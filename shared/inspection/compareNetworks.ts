import type { Inference } from '../model/infer'
import type { Inspection, LayerInspection } from './inspectNetwork'

/** One network to compare. */
export interface Side {
  readonly inspection: Inspection
  readonly inference: Inference
}

/** A value that differs: of a layer's settings (`config.stride`), or of what follows from them (`outputShape`, `macs`). */
export interface Difference {
  readonly what: string
  readonly a: unknown
  readonly b: unknown
}

export interface LayerComparison {
  readonly change: 'same' | 'changed' | 'removed' | 'added'
  /** Absent for an added layer. */
  readonly a?: LayerInspection
  /** Absent for a removed one. */
  readonly b?: LayerInspection
  readonly differences: readonly Difference[]
}

/** A total of both networks; `ratio` is b / a. */
export interface TotalComparison {
  readonly a: number
  readonly b: number
  readonly difference: number
  readonly ratio: number | null
}

export interface NetworkComparison {
  readonly networks: readonly [string | null, string | null]
  readonly parameters: TotalComparison
  readonly trainableParameters: TotalComparison
  readonly macs: TotalComparison
  readonly weightBytes: TotalComparison
  readonly activationBytes: TotalComparison
  readonly counts: Readonly<Record<LayerComparison['change'], number>>
  readonly layers: readonly LayerComparison[]
}

/**
 * Two networks layer by layer: which layers they share, which only one has, and in what the shared ones differ. Layers are paired in
 * the order of the networks so that most of them agree in id, type and shape (a longest common subsequence with weights).
 */
export function compareNetworks(a: Side, b: Side): NetworkComparison {
  const layers = align(a.inspection.layers, b.inspection.layers).map(([left, right]) =>
    compareLayers(a, b, left, right),
  )
  const count = (change: LayerComparison['change']) => layers.filter((layer) => layer.change === change).length
  const total = (of: (inspection: Inspection) => number): TotalComparison => {
    const [left, right] = [of(a.inspection), of(b.inspection)]
    return { a: left, b: right, difference: right - left, ratio: left === 0 ? null : right / left }
  }
  return {
    networks: [a.inspection.network ?? null, b.inspection.network ?? null],
    parameters: total(({ parameters }) => parameters.total),
    trainableParameters: total(({ parameters }) => parameters.trainable),
    macs: total(({ macs }) => macs),
    weightBytes: total(({ weightBytes }) => weightBytes),
    activationBytes: total(({ activationBytes }) => activationBytes),
    counts: { same: count('same'), changed: count('changed'), removed: count('removed'), added: count('added') },
    layers,
  }
}

/** How well two layers fit each other; 0: they are not to be paired. */
function likeness(a: LayerInspection, b: LayerInspection): number {
  if (a.type !== b.type) return 0
  const sameShape = String(a.outputShape) === String(b.outputShape)
  return 1 + (a.id === b.id ? 4 : 0) + (sameShape ? 2 : 0)
}

/** Layers that agree in all of it. */
const twins = 7

type Pair = readonly [a: LayerInspection | undefined, b: LayerInspection | undefined]

/**
 * The pairing of greatest likeness that keeps both orders. Twins at both ends are paired first, which no better pairing can undo: what is left,
 * whose cost is the product of the lengths, is short where two networks are nearly the same.
 */
function align(a: readonly LayerInspection[], b: readonly LayerInspection[]): Pair[] {
  const least = Math.min(a.length, b.length)
  const isTwin = (i: number, k: number) => likeness(a[i] as LayerInspection, b[k] as LayerInspection) === twins
  let start = 0
  while (start < least && isTwin(start, start)) start++
  let end = 0
  while (end < least - start && isTwin(a.length - 1 - end, b.length - 1 - end)) end++
  const paired = (from: number, to: number, shift: number) =>
    a.slice(from, to).map((layer, k): Pair => [layer, b[from + k + shift]])
  return [
    ...paired(0, start, 0),
    ...alignApart(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...paired(a.length - end, a.length, b.length - a.length),
  ]
}

function alignApart(a: readonly LayerInspection[], b: readonly LayerInspection[]): Pair[] {
  const width = b.length + 1
  const best = new Float64Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let k = b.length - 1; k >= 0; k--) {
      const like = likeness(a[i] as LayerInspection, b[k] as LayerInspection)
      const paired = like > 0 ? like + (best[(i + 1) * width + k + 1] as number) : 0
      best[i * width + k] = Math.max(paired, best[(i + 1) * width + k] as number, best[i * width + k + 1] as number)
    }
  const pairs: Pair[] = []
  let [i, k] = [0, 0]
  while (i < a.length || k < b.length) {
    const [left, right] = [a[i], b[k]]
    const like = left && right ? likeness(left, right) : 0
    if (like > 0 && best[i * width + k] === like + (best[(i + 1) * width + k + 1] as number)) {
      pairs.push([left, right])
      i++
      k++
    } else if (left && (!right || (best[(i + 1) * width + k] as number) >= (best[i * width + k + 1] as number))) {
      pairs.push([left, undefined])
      i++
    } else {
      pairs.push([undefined, right])
      k++
    }
  }
  return pairs
}

function compareLayers(
  a: Side,
  b: Side,
  left: LayerInspection | undefined,
  right: LayerInspection | undefined,
): LayerComparison {
  if (!left || !right) {
    if (left) return { change: 'removed', a: left, differences: [] }
    return { change: 'added', b: right as LayerInspection, differences: [] }
  }
  const differences = [
    ...configDifferences(a.inference.layers.get(left.id)?.config ?? {}, b.inference.layers.get(right.id)?.config ?? {}),
    ...(['outputShape', 'parameters', 'macs', 'receptiveField'] as const).flatMap((what) =>
      difference(what, left[what], right[what]),
    ),
  ]
  return { change: differences.length > 0 ? 'changed' : 'same', a: left, b: right, differences }
}

function configDifferences(a: object, b: object): Difference[] {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((key) => difference(`config.${key}`, left[key], right[key]))
}

const difference = (what: string, a: unknown, b: unknown): Difference[] =>
  JSON.stringify(a) === JSON.stringify(b) ? [] : [{ what, a: a ?? null, b: b ?? null }]
