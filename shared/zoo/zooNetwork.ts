import type { LayerId, Network } from '../model/network'

/** What a network is made for: the size of its pictures, how many classes it tells apart, and how large it is to be. */
export interface NetworkPurpose {
  readonly input: readonly [height: number, width: number, channels: number]
  readonly classes: number
  /** Multiplies the filters of every layer (MobileNet's alpha, the k of Wide ResNets); for networks that have `options` "width". */
  readonly width?: number
  /** `small`: the first layers do not shrink the picture, for pictures of 32 pixels or so; for networks that have `options` "stem". */
  readonly stem?: 'published' | 'small'
}

export type ZooOption = 'width' | 'stem'

/** A published network. */
export interface ZooNetwork {
  /** As the terminal and the reference tables write it. */
  readonly name: string
  /** Whose it is, and in what it differs from what others call by that name. */
  readonly about: string
  /** What it was published for. */
  readonly published: NetworkPurpose
  /** What else than pictures and classes may be chosen. */
  readonly options: readonly ZooOption[]
  /** Throws a Problem if it cannot be made for this: it names the layer and the smallest picture that works. */
  build(purpose: NetworkPurpose): Network
  /**
   * The module of torchvision's network (or of the paper's in the reference tables) that a layer or a block is; `undefined` where
   * that has none. Weights are found by it (`torchvisionName`).
   */
  torchvisionModule?(id: LayerId): string | undefined
  /** The layer of the Keras application. */
  kerasLayer?(id: LayerId): string | undefined
}
