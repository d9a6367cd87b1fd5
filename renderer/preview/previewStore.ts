import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ActivationsAnswer, LayerActivation } from '../../shared/contract/lab/labAnswer'
import type { ProblemDetails } from '../../shared/problem'

/** The picture that is looked at: one of the project's training pictures, by its number or its name. */
export type ChosenPicture = { readonly index: number } | { readonly name: string }

export interface PreviewChoice {
  /** Maps are shown at all: they cost a process. */
  readonly isOn: boolean
  readonly picture: ChosenPicture
  /** A run whose best weights are taken; without it fresh ones. */
  readonly run?: string | undefined
}

export interface PreviewState {
  readonly choice: PreviewChoice
  /** The picture as the network sees it. */
  readonly seen: ActivationsAnswer['picture'] | undefined
  readonly weights: ActivationsAnswer['weights'] | undefined
  readonly activations: ReadonlyMap<string, LayerActivation>
  /** How many of the layers in view are there; `undefined` while nothing is being worked out. */
  readonly progress: { readonly done: number; readonly all: number } | undefined
  readonly problem: ProblemDetails | undefined
}

export type PreviewStore = StoreApi<PreviewState>

export const createPreviewStore = (choice: PreviewChoice): PreviewStore =>
  createStore<PreviewState>(() => ({
    choice,
    seen: undefined,
    weights: undefined,
    activations: new Map(),
    progress: undefined,
    problem: undefined,
  }))

/**
 * Takes an answer in. What a layer shows stays the same object where it did not change, so that only the others are drawn anew. `isFirst`: of another
 * picture, network or weights than what is shown; that stays only where something newer is still to come.
 */
export function hearAnswer(
  store: PreviewStore,
  { layers, picture, weights }: ActivationsAnswer,
  { isFirst, toCome }: { readonly isFirst: boolean; readonly toCome: ReadonlySet<string> },
): void {
  const { activations } = store.getState()
  const next = new Map(isFirst ? [...activations].filter(([layer]) => toCome.has(layer)) : activations)
  for (const layer of layers) {
    const before = activations.get(layer.layer)
    next.set(layer.layer, before && isSame(before, layer) ? before : layer)
  }
  store.setState({ activations: next, seen: picture, weights, problem: undefined })
}

function isSame(before: LayerActivation, now: LayerActivation): boolean {
  if (before.kind !== now.kind || before.shape.join() !== now.shape.join()) return false
  if (before.pixels.length !== now.pixels.length) return false
  return before.pixels.every((value, k) => value === now.pixels[k])
}
