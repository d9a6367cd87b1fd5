import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Scope, Verdict } from '../../../shared/model/edits'
import type { LayerId } from '../../../shared/model/layerSpec'

/**
 * A layer as the canvas names it: its full id in the expanded network (`layer2.conv1`; of a repeated block the first repetition's,
 * `layer2.0.conv1`).
 */
export type NodeKey = string

/** A wire that is being pulled, by the pointer or by keys. */
export interface Pull {
  readonly from: NodeKey
  /** In a block: the name of the input from which it comes, if it comes from the block's head. */
  readonly port?: LayerId
  readonly scope: Scope
  /** By the key of the node at its end. */
  readonly verdicts: ReadonlyMap<NodeKey, Verdict>
  /** Chosen by keys so far. */
  readonly target?: NodeKey | undefined
  readonly isByKeys: boolean
}

/** A list of layers to add that is open over the canvas. */
export interface Suggestion {
  readonly from: NodeKey
  readonly port?: LayerId
  readonly scope: Scope
  /** On the screen, from the canvas' corner. */
  readonly at: readonly [number, number]
  /** Where the layer goes, in pixels of the canvas; left out: behind `from`. */
  readonly place?: readonly [number, number]
}

export interface EditorState {
  readonly selected: ReadonlySet<NodeKey>
  /** Wires, as `wireKey` has them. */
  readonly selectedWires: ReadonlySet<string>
  /** The node that Tab reaches and arrows go from. */
  readonly focus: NodeKey | undefined
  /** Blocks that are open in their place. */
  readonly opened: ReadonlySet<NodeKey>
  readonly pull: Pull | undefined
  readonly suggestion: Suggestion | undefined
  /** Whose name is being written. */
  readonly renaming: NodeKey | undefined
  /** The wire under what is being dragged from the palette. */
  readonly dropWire: string | undefined
  /** Nodes with a body that lie in the view, near enough to be read, when it rests; `undefined` until something is drawn. */
  readonly inView: readonly NodeKey[] | undefined
  /** What is told to those who do not see the canvas, and said once more if it comes twice (`count`). */
  readonly said: { readonly text: string; readonly count: number }
  /** Why the last wish could not be met, shown until the next one. */
  readonly refusal: string | undefined
}

export type EditorStore = StoreApi<EditorState>

const none: ReadonlySet<never> = new Set<never>()

/** What a window's canvas knows beside the network: it is gone with the page. */
export const createEditorStore = (): EditorStore =>
  createStore<EditorState>(() => ({
    selected: none,
    selectedWires: none,
    focus: undefined,
    opened: none,
    pull: undefined,
    suggestion: undefined,
    renaming: undefined,
    dropWire: undefined,
    inView: undefined,
    said: { text: '', count: 0 },
    refusal: undefined,
  }))

/** Tells it by voice. */
export const say = (store: EditorStore, text: string): void =>
  store.setState(({ said }) => ({ said: { text, count: said.count + 1 } }))

/** Chooses exactly these nodes. The last of them is the one from which keys go on. */
export const select = (store: EditorStore, keys: readonly NodeKey[]): void =>
  store.setState(({ focus }) => ({
    selected: new Set(keys),
    selectedWires: none,
    focus: keys.at(-1) ?? focus,
    refusal: undefined,
  }))
