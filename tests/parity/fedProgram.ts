import { type Feed, type Fetched, Session } from '../../main/engine/session'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { group, identity, placeholder } from '../../shared/graph/ops/array'
import type { TensorData } from '../../shared/tensorData'
import { expectClose } from './golden'

/**
 * A graph of which every input is fed (constants would be folded away by other kernels than those that train) and whose outputs are
 * compared with golden tensors.
 */
export class FedProgram {
  readonly graph = new Graph()
  private readonly inputs: Record<string, Tensor> = {}
  private readonly feeds: Record<string, Feed> = {}
  private readonly outputs: Record<string, Tensor> = {}
  private readonly wanted = new Map<string, { key: string; what: string; data: TensorData }[]>()
  private results: Record<string, Fetched> = {}

  /** A float32 input; with `anyBatch` its first size is known only at run time, as a batch's is. */
  feed({ shape, data }: TensorData, anyBatch = false): Tensor {
    const key = `f${Object.keys(this.inputs).length}`
    const tensor = placeholder(this.graph, key, 'float32', anyBatch ? [-1, ...shape.slice(1)] : shape)
    this.inputs[key] = tensor
    this.feeds[key] = shape.length === 0 ? (data[0] as number) : (data as Float32Array)
    return tensor
  }

  /** That `tensor` is to equal `data`, for the test of case `name`. */
  compare(name: string, what: string, tensor: Tensor, data: TensorData): void {
    const key = `o${Object.keys(this.outputs).length}`
    this.outputs[key] = identity(this.graph, tensor)
    this.wanted.set(name, [...(this.wanted.get(name) ?? []), { key, what, data }])
  }

  async run(): Promise<void> {
    const { graph, inputs, outputs } = this
    const initialize = group(graph, [], 'initialize')
    const session = await Session.open({ graph, initialize, variables: [], signatures: { run: { inputs, outputs } } })
    try {
      this.results = session.call('run', this.feeds)
    } finally {
      session.close()
    }
  }

  /** Fails if anything of case `name` is further from its golden tensor than `tolerance` of that tensor's largest value. */
  expect(name: string, tolerance?: number): void {
    const wanted = this.wanted.get(name)
    if (!wanted) throw new Error(`nothing of ${name} was compared`)
    for (const { key, what, data } of wanted) {
      const got = this.results[key] as Fetched
      expectClose(`${name}/${what}`, typeof got === 'number' ? [got] : got, data.data, tolerance)
    }
  }
}
