import { lstatSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { elementCount } from '../../../shared/graph/shape'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'
import { type BinaryFile, openBinaryFile } from '../binaryFile'
import { fromFloat16 } from '../float16'
import type { ImportedModel, ReadBudget } from '../importedModel'
import type { KerasArray, KerasArrays } from '../keras/read/arrays'
import { isObject, type Json, parseConfig, refuseCode } from '../keras/read/config'
import { kerasGraph } from '../keras/read/graph'
import { toNetwork } from '../keras/read/toNetwork'
import { printable } from '../printable'
import { withNotes } from '../withNotes'

const size = z.int().min(0)
const Quantization = z.object({
  dtype: z.enum(['uint8', 'uint16', 'float16']),
  scale: z.number().optional(),
  min: z.number().optional(),
})
const Weight = z.object({
  name: z.string().min(1).max(1000),
  shape: z.array(size).max(32),
  dtype: z.string(),
  quantization: Quantization.optional(),
})
type Weight = z.infer<typeof Weight>
const Manifest = z.array(z.object({ paths: z.array(z.string()).max(10_000), weights: z.array(Weight) })).max(10_000)

const bytesOf = { float32: 4, int32: 4, uint8: 1, bool: 1, uint16: 2, float16: 2 } as const

/**
 * Reads a LayersModel: `model.json`, or the folder that it is in, and shards beside it. Shards are opened by plain names in that folder
 * alone, each a regular file of exactly the bytes that the manifest makes it have.
 */
export async function readTfjs(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const json = isFolder(place) ? path.join(place, 'model.json') : place
  const document = documentOf(json, budget)
  const topology = topologyOf(document, json)
  refuseCode(topology, json)
  const graph = kerasGraph(topology, json)
  const arrays = arraysOf(manifestOf(document, json, budget), path.dirname(json), json)
  // A layer's name may have slashes, and what it is inside of may stand in front.
  const byLayer: KerasArrays = ({ name }) =>
    arrays.get(name) ?? [...arrays].find(([owner]) => owner.endsWith(`/${name}`))?.[1] ?? []
  const read = toNetwork({ graph, arrays: byLayer, isKeras3: false, place: json, budget })
  const metadata = isObject(document.userDefinedMetadata) ? document.userDefinedMetadata.layerloom : undefined
  return withNotes(read, metadata === undefined ? undefined : JSON.stringify(metadata), json)
}

function isFolder(place: string): boolean {
  try {
    return lstatSync(place).isDirectory()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

function documentOf(json: string, { configBytes }: ReadBudget): Readonly<Record<string, Json>> {
  const file = openBinaryFile(json)
  try {
    if (file.size > configBytes) throw tfjsProblem('budget', `model.json has ${file.size} bytes`, json)
    const document = parseConfig(Buffer.from(file.bytes(0, file.size)).toString('utf8'), json)
    if (!isObject(document)) throw tfjsProblem('document', 'model.json is not an object', json)
    return document
  } finally {
    file.close()
  }
}

function topologyOf(document: Readonly<Record<string, Json>>, json: string): Json {
  const { format, modelTopology } = document
  if (format === 'graph-model' || (isObject(modelTopology) && 'node' in modelTopology))
    throw tfjsProblem(
      'graph-model',
      'it is a graph model of TensorFlow ops, not a LayersModel',
      json,
      'export a layers model',
    )
  if (!isObject(modelTopology)) throw tfjsProblem('document', 'model.json has no modelTopology', json)
  return (modelTopology.model_config as Json | undefined) ?? modelTopology
}

function manifestOf(
  document: Readonly<Record<string, Json>>,
  json: string,
  budget: ReadBudget,
): z.infer<typeof Manifest> {
  const parsed = Manifest.safeParse(document.weightsManifest)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw tfjsProblem(
      'manifest',
      `its weightsManifest is not as it should be: ${issue?.path.join('.')}: ${issue?.message}`,
      json,
    )
  }
  let [count, floats] = [0, 0]
  for (const { weights } of parsed.data)
    for (const { name, shape, dtype, quantization } of weights) {
      if (!Object.hasOwn(bytesOf, dtype))
        throw tfjsProblem('dtype', `the weight ${printable(name)} is ${printable(dtype)}`, json)
      const { scale, min } = quantization ?? {}
      const isSound = [scale ?? 0, min ?? 0].every(
        (value) => Number.isFinite(value) && Math.abs(value) <= 3.4e38 / 65_536,
      )
      if (quantization && quantization.dtype !== 'float16' && (scale === undefined || min === undefined || !isSound))
        throw tfjsProblem('quantization', `the weight ${printable(name)} has a scale that gives no numbers`, json)
      floats += elementCount(shape)
      if (++count > budget.tensors || floats * 4 > budget.weightBytes)
        throw tfjsProblem('budget', `its weights claim more than ${budget.weightBytes} bytes`, json)
    }
  return parsed.data
}

/** The arrays of each layer, by their names without the last part, in the order of the file. */
function arraysOf(manifest: z.infer<typeof Manifest>, folder: string, json: string): Map<string, KerasArray[]> {
  const arrays = new Map<string, KerasArray[]>()
  for (const { paths, weights } of manifest) {
    const wanted = weights.reduce((sum, weight) => sum + storedBytes(weight), 0)
    const shards = openShards(paths, folder, json, wanted)
    let at = 0
    for (const weight of weights) {
      const start = at
      at += storedBytes(weight)
      const layer = weight.name.split('/').slice(0, -1).join('/')
      const array = {
        name: weight.name,
        shape: weight.shape,
        values: () => decoded(shards(start, storedBytes(weight)), weight),
      }
      arrays.set(layer, [...(arrays.get(layer) ?? []), array])
    }
  }
  return arrays
}

const storedBytes = ({ shape, dtype, quantization }: Weight): number =>
  elementCount(shape) * bytesOf[quantization?.dtype ?? (dtype as keyof typeof bytesOf)]

/** Bytes of the shards as if they were one file. */
function openShards(
  paths: readonly string[],
  folder: string,
  json: string,
  wanted: number,
): (at: number, length: number) => Uint8Array {
  const files: BinaryFile[] = paths.map((name) => {
    if (!/^[^/\\:%\0]+$/.test(name) || name === '.' || name === '..')
      throw tfjsProblem('path', `the shard ${printable(name)} is no plain name in the model's folder`, json)
    const place = path.join(folder, name)
    const kind = shardKind(place)
    if (kind === 'missing') throw tfjsProblem('shard', `the shard ${printable(name)} is missing`, json)
    if (kind === 'other') throw tfjsProblem('path', `the shard ${printable(name)} is no plain file`, json)
    return openBinaryFile(place)
  })
  const sizes = files.map((file) => file.size)
  const total = sizes.reduce((sum, one) => sum + one, 0)
  if (total !== wanted) throw tfjsProblem('shard', `its shards have ${total} bytes, its weights take ${wanted}`, json)
  return (at, length) => {
    const result = new Uint8Array(length)
    let start = 0
    for (const file of files) {
      const from = Math.max(at, start)
      const to = Math.min(at + length, start + file.size)
      if (from < to) result.set(file.bytes(from - start, to - from), from - at)
      start += file.size
    }
    return result
  }
}

function shardKind(place: string): 'file' | 'missing' | 'other' {
  try {
    return lstatSync(place).isFile() ? 'file' : 'other'
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'missing'
    throw error
  }
}

function decoded(bytes: Uint8Array, { dtype, quantization }: Weight): Float32Array {
  const { scale = 1, min = 0 } = quantization ?? {}
  const { buffer } = bytes
  switch (quantization?.dtype ?? dtype) {
    case 'float32':
      return new Float32Array(buffer as ArrayBuffer)
    case 'float16':
      return Float32Array.from(new Uint16Array(buffer as ArrayBuffer), fromFloat16)
    case 'int32':
      return Float32Array.from(new Int32Array(buffer as ArrayBuffer))
    case 'uint16':
      return Float32Array.from(new Uint16Array(buffer as ArrayBuffer), (value) => value * scale + min)
    default:
      return Float32Array.from(bytes, (value) => (quantization ? value * scale + min : value))
  }
}

const tfjsProblem = (code: string, message: string, place: string, remedy?: string): Problem =>
  new Problem({
    code: `tfjs-${code}`,
    message,
    remedy: remedy ?? 'get model.json and its shards again, all from one place',
    place,
  })
