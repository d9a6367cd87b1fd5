import { Network } from '../../shared/model/network'

interface Wish {
  readonly id?: string
  /** Instead of the layer added last. */
  readonly inputs?: readonly string[]
}

/** A network in the making, for tests: each layer takes the one added last unless it says what else. */
export class Sketch {
  private readonly layers: { id: string; type: string; inputs: readonly string[]; config: object }[] = []
  private readonly name: string
  last = ''

  constructor(name: string, shape: readonly number[]) {
    this.name = name
    this.add('input', { shape }, { id: 'input', inputs: [] })
  }

  /** Adds a layer and gives its id. */
  add(
    type: string,
    config: object = {},
    { id = `${type}_${this.layers.length}`, inputs = [this.last] }: Wish = {},
  ): string {
    this.layers.push({ id, type, inputs, config })
    this.last = id
    return id
  }

  conv(id: string, filters: number, kernel: number, more: object = {}, inputs?: readonly string[]): string {
    return this.add('conv2d', { filters, kernel, ...more }, { id, ...(inputs && { inputs }) })
  }

  norm(id: string, inputs?: readonly string[]): string {
    return this.add('batch-norm', {}, { id, ...(inputs && { inputs }) })
  }

  relu(inputs?: readonly string[]): string {
    return this.add('activation', { kind: 'relu' }, inputs && { inputs })
  }

  network(): Network {
    return Network.parse({ name: this.name, layers: this.layers })
  }
}
