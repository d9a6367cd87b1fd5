import { definitionsOf, type LibraryBlock } from '../model/blocks/library'
import { type AuxiliaryOutput, type LayerId, Network } from '../model/network'
import type { NetworkPurpose } from './zooNetwork'

interface Placing {
  readonly id?: string
  /** Instead of the layer added last. */
  readonly inputs?: readonly LayerId[]
}

interface BlockPlacing extends Required<Pick<Placing, 'id'>>, Pick<Placing, 'inputs'> {
  readonly repeat?: number
  /** Values that differ in the first or the last repetition. */
  readonly first?: object
  readonly last?: object
}

interface Placed extends Omit<BlockPlacing, 'inputs'> {
  readonly type: string
  readonly inputs: readonly LayerId[]
  readonly config: object
  readonly block?: string
}

/** A network in the making: each layer takes the one added last unless it says what else. */
export class NetworkBuilder {
  private readonly layers: Placed[] = []
  private readonly blocks = new Set<LibraryBlock>()
  private readonly auxiliary: AuxiliaryOutput[] = []
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

  /** Adds a block of the library, once or several times in a row. */
  block(block: LibraryBlock, config: object, { inputs = [this.last], ...placing }: BlockPlacing): LayerId {
    this.blocks.add(block)
    this.last = placing.id
    this.layers.push({ type: 'block', block: block.name, inputs, config, ...placing })
    return this.last
  }

  /** Marks a layer as a second classifier, whose loss counts `weight` times in training. */
  addAuxiliary(output: AuxiliaryOutput): void {
    this.auxiliary.push(output)
  }

  network(): Network {
    return Network.parse({
      name: this.name,
      layers: this.layers,
      ...(this.blocks.size > 0 && { blocks: definitionsOf(this.blocks) }),
      ...(this.auxiliary.length > 0 && { auxiliary: this.auxiliary }),
    })
  }
}
