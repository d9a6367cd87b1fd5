import { type LayerId, Network } from '../model/network'

/** What a network is made for: the size of its pictures and how many classes it tells apart. */
export interface NetworkPurpose {
  readonly input: readonly [height: number, width: number, channels: number]
  readonly classes: number
}

/** A published network. */
export interface ZooNetwork {
  /** As the terminal and the reference tables write it. */
  readonly name: string
  /** Whose it is, and in what it differs from what others call by that name. */
  readonly about: string
  /** What it was published for. */
  readonly published: NetworkPurpose
  build(purpose: NetworkPurpose): Network
}

interface Placing {
  readonly id?: string
  /** Instead of the layer added last. */
  readonly inputs?: readonly LayerId[]
}

/** A network in the making: each layer takes the one added last unless it says what else. */
export class NetworkBuilder {
  private readonly layers: { id: LayerId; type: string; inputs: readonly LayerId[]; config: object }[] = []
  private readonly name: string
  last: LayerId = ''

  constructor(name: string, { input }: NetworkPurpose) {
    this.name = name
    this.add('input', { shape: input }, { id: 'input', inputs: [] })
  }

  /** Adds a layer and gives its id; one without a name is called by its type and a number. */
  add(type: string, config: object = {}, { id, inputs = [this.last] }: Placing = {}): LayerId {
    const count = this.layers.filter((layer) => layer.type === type).length + 1
    this.last = id ?? `${type.replace(/-/g, '_')}_${count}`
    this.layers.push({ id: this.last, type, inputs, config })
    return this.last
  }

  network(): Network {
    return Network.parse({ name: this.name, layers: this.layers })
  }
}
