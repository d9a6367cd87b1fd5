import type { NodeKey } from '../state/editorStore'

/** The layers of the network, or of one open block, to be laid out. Plain data: it goes to a worker. */
export interface ScopeToLay {
  readonly nodes: readonly NodeToLay[]
  /** From, to, and the wire's key. A `from` that is no node is the block's head. */
  readonly wires: readonly (readonly [from: NodeKey, to: NodeKey, key: string])[]
}

export interface NodeToLay {
  readonly key: NodeKey
  readonly width: number
  readonly height: number
  /** A slim row, which sits close under what it follows. */
  readonly isSlim: boolean
  /** Where the person has put it. */
  readonly pinned?: readonly [number, number]
  /** Of an open block: its layers. Width and height are then what it has when it is folded. */
  readonly inner?: ScopeToLay
}

export interface Place {
  /** From the corner of the block around it. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Layout {
  readonly places: ReadonlyMap<NodeKey, Place>
  /** Bends of wires that would else run behind nodes, from the corner of the scope, by the wire's key. */
  readonly bends: ReadonlyMap<string, readonly (readonly [number, number])[]>
  /** How far a node is pushed down because a block above it is open: not where it is saved. */
  readonly pushed: ReadonlyMap<NodeKey, number>
}
