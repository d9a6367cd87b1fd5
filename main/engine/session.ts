import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Tensor } from '../../shared/graph/graph'
import type { Program, Variable } from '../../shared/graph/program'
import { isCompatible } from '../../shared/graph/shape'
import { stateKey } from '../../shared/graph/stateSignatures'
import type { TensorData, TensorMap } from '../../shared/tensorData'
import { savedModelBytes, signatureBytes } from './savedModel'
import { type TensorFlow, tensorflow } from './tensorflow'

/**
 * What can be fed: bytes for a scalar string (a batch, a state), a list of them for a vector of strings, a number for a scalar, a
 * typed array for the rest.
 */
export type Feed = number | Uint8Array | Float32Array | Int32Array | readonly Uint8Array[]
export type Fetched = number | Float32Array | Int32Array | Uint8Array

type Model = Awaited<ReturnType<TensorFlow['node']['loadSavedModel']>>
type Eager = ReturnType<TensorFlow['scalar']>

/**
 * A program opened in TensorFlow. The variables live inside; a call feeds a batch and reads scalars. Calls are synchronous
 * and block the thread: a process that has other things to do yields between them.
 *
 * Every feed is checked against the signature first, because a call that fails inside TensorFlow leaks its inputs.
 */
export class Session {
  private open = true
  private readonly program: Program
  private readonly models: ReadonlyMap<string, Model>

  private constructor(program: Program, models: ReadonlyMap<string, Model>) {
    this.program = program
    this.models = models
  }

  /** Writes the program into a folder of its own (the native side shares state by path), loads it, deletes the folder. */
  static async open(program: Program): Promise<Session> {
    const { node } = tensorflow()
    const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-session-'))
    const models = new Map<string, Model>()
    try {
      const file = path.join(folder, 'saved_model.pb')
      writeFileSync(file, savedModelBytes(program))
      for (const name of Object.keys(program.signatures)) {
        models.set(name, await node.loadSavedModel(folder, ['serve'], name))
        // tfjs-node parses the file again for each signature, but the session is there: what is left to read are the signatures.
        if (models.size === 1) writeFileSync(file, signatureBytes(program))
      }
    } catch (error) {
      for (const model of models.values()) model.dispose()
      throw error
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return new Session(program, models)
  }

  /**
   * Runs a signature. Feeds are by name, all of them; results are a number for a scalar and a typed array otherwise.
   * Throws before TensorFlow is entered if a feed is missing, superfluous, or of the wrong kind or size.
   */
  call(signature: string, feeds: Readonly<Record<string, Feed>> = {}): Record<string, Fetched> {
    const model = this.models.get(signature)
    const declared = this.program.signatures[signature]
    if (!model || !declared) throw new Error(`no signature ${signature}`)
    if (!this.open) throw new Error('the session is closed')
    for (const key of Object.keys(feeds)) if (!declared.inputs[key]) throw new Error(`${signature} takes no ${key}`)
    const inputs: Record<string, Eager> = {}
    for (const [key, tensor] of Object.entries(declared.inputs)) checkFeed(signature, key, tensor, feeds[key])
    let outputs: Record<string, Eager> = {}
    try {
      for (const [key, tensor] of Object.entries(declared.inputs)) inputs[key] = eager(tensor, feeds[key] as Feed)
      outputs = model.predict(inputs as never) as unknown as Record<string, Eager>
      const results: Record<string, Fetched> = {}
      for (const [key, value] of Object.entries(outputs)) {
        const data = value.dataSync() as Float32Array | Int32Array | Uint8Array
        results[key] = value.shape.length === 0 ? (data[0] as number) : data
      }
      return results
    } finally {
      tensorflow().dispose([inputs, outputs] as never)
    }
  }

  /** Every variable's value, bit for bit. */
  readState(): TensorMap {
    const values = this.call('read_state')
    return new Map(
      this.program.variables.map(({ name, dtype, shape }, k): [string, TensorData] => [
        name,
        { dtype, shape, data: typed(dtype, values[stateKey(k)] as Fetched) },
      ]),
    )
  }

  /** Sets every variable; throws before anything is changed if one is missing or of another shape. */
  writeState(state: TensorMap): void {
    const feeds: Record<string, Feed> = {}
    for (const [k, variable] of this.program.variables.entries()) feeds[stateKey(k)] = stateBytes(variable, state)
    this.call('write_state', feeds)
  }

  /** Releases the native session; a second call does nothing. */
  close(): void {
    if (!this.open) return
    this.open = false
    for (const model of this.models.values()) model.dispose()
  }
}

function typed(dtype: 'float32' | 'int32', value: Fetched): Float32Array | Int32Array {
  if (typeof value !== 'number') return value as Float32Array | Int32Array
  return dtype === 'float32' ? Float32Array.of(value) : Int32Array.of(value)
}

function stateBytes({ name, dtype, shape }: Variable, state: TensorMap): Uint8Array {
  const value = state.get(name)
  if (!value) throw new Error(`the state has no ${name}`)
  if (value.dtype !== dtype || value.shape.join() !== shape.join())
    throw new Error(`the state's ${name} is ${value.dtype}[${value.shape}], not ${dtype}[${shape}]`)
  return new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength)
}

function checkFeed(signature: string, key: string, { dtype, shape }: Tensor, feed: Feed | undefined): void {
  const fault = (what: string) => new Error(`${signature}.${key}: ${what}`)
  if (feed === undefined) throw fault('not fed')
  if (dtype === 'string' && shape.length === 1) {
    if (!Array.isArray(feed) || feed.length !== shape[0]) throw fault(`takes ${shape[0]} arrays of bytes`)
    return
  }
  if (dtype === 'string') {
    if (!(feed instanceof Uint8Array)) throw fault('takes bytes')
    return
  }
  const isArray = dtype === 'float32' ? feed instanceof Float32Array : feed instanceof Int32Array
  if (shape.length === 0) {
    if (typeof feed !== 'number') throw fault('takes a number')
    if (dtype === 'int32' && !Number.isInteger(feed)) throw fault(`takes a whole number, not ${feed}`)
    return
  }
  if (!isArray) throw fault(`takes ${dtype} values`)
  if (!isCompatible(shape, fedShape(shape, (feed as Float32Array).length)))
    throw fault(`${(feed as Float32Array).length} values do not fill [${shape}]`)
}

/** The shape of a fed array: the unknown size follows from the length. */
function fedShape(shape: readonly number[], length: number): number[] {
  const known = shape.filter((size) => size >= 0).reduce((product, size) => product * size, 1)
  if (!shape.some((size) => size < 0)) return length === known ? [...shape] : [length]
  return length % known === 0 ? shape.map((size) => (size < 0 ? length / known : size)) : [length]
}

function eager({ dtype, shape }: Tensor, feed: Feed): Eager {
  const tf = tensorflow()
  if (dtype === 'string' && shape.length === 1)
    return tf.tensor(feed as unknown as string[], [...shape], 'string') as unknown as Eager
  if (dtype === 'string') return tf.scalar(feed as unknown as string, 'string')
  if (typeof feed === 'number') return tf.scalar(feed, dtype as 'float32' | 'int32')
  return tf.tensor(
    feed as Float32Array,
    fedShape(shape, (feed as Float32Array).length),
    dtype as 'float32' | 'int32',
  ) as unknown as Eager
}
