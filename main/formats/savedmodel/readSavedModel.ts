import path from 'node:path'
import { elementCount } from '../../../shared/graph/shape'
import { JsonError, parseJson } from '../../../shared/json'
import { inferNetwork } from '../../../shared/model/infer'
import { Network } from '../../../shared/model/network'
import { Problem } from '../../../shared/problem'
import { decodeMessage, ProtobufFault } from '../../../shared/protobuf'
import { dtypeNumbers, SavedModel } from '../../../shared/savedModel/schema'
import { errorCode } from '../../disk/disk'
import { readFile as readBounded } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { fromFloat16 } from '../float16'
import type { ImportedModel, ReadBudget } from '../importedModel'
import { ModelNotes } from '../modelNotes'
import { printable } from '../printable'
import { type MadeWeight, weightsInMemory, withWeights } from '../weightSource'
import { networkFile } from './networkFile'

/**
 * A SavedModel of ours: its network from the text that we lay in it, its weights from the constants of the graph. Others' are programs of
 * TensorFlow ops, not layers: they are refused by name. Nothing of the graph is run.
 */
export async function readSavedModel(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const { network, notes } = await description(place, budget)
  const constants = await constantsOf(path.join(place, 'saved_model.pb'), budget)
  const made = new Map<string, MadeWeight>()
  for (const { spec, weights } of inferNetwork(network).layers.values())
    for (const { name, shape, role } of weights) {
      if (role === 'batch-count') continue
      const full = `${spec.id}/${name}`
      const found = constants.get(full)
      if (!found || found.shape.join() !== shape.join())
        throw fault(
          'weights',
          `has ${found ? `${printable(full)} as [${found.shape}], not [${shape}]` : `no ${printable(full)}`}`,
          place,
        )
      made.set(full, { shape, make: async () => found.make() })
    }
  return {
    network,
    weights: withWeights(weightsInMemory(new Map()), made),
    preprocessing: { ...notes.preprocessing, isInside: false },
    classes: notes.classes,
    outputKind: notes.output,
    notUnderstood: [],
  }
}

async function description(
  place: string,
  { configBytes }: ReadBudget,
): Promise<{ network: Network; notes: ModelNotes }> {
  const file = path.join(place, networkFile)
  let text: string
  try {
    text = Buffer.from(await readBounded(realDisk, file, configBytes)).toString('utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR')
      throw fault(
        'foreign',
        'is no export of Layerloom: it is a program of TensorFlow ops, and says nothing of layers',
        place,
      )
    if (error instanceof RangeError)
      throw fault('description', `has a description of more than ${configBytes} bytes`, file)
    throw error
  }
  const parsed = parsedText(text, file) as { network?: unknown; notes?: unknown } | null
  const network = Network.safeParse(parsed?.network)
  const notes = ModelNotes.safeParse(parsed?.notes)
  if (!network.success || !notes.success) throw fault('description', 'has a description that is no network', file)
  const [problem] = inferNetwork(network.data).problems
  if (problem) throw new Problem({ ...problem, place: file })
  return { network: network.data, notes: notes.data }
}

function parsedText(text: string, file: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError)
      throw fault('description', `has a description that is not JSON: ${printable(error.message)}`, file)
    throw error
  }
}

interface GraphConstant {
  readonly shape: readonly number[]
  readonly make: () => Float32Array
}

/** The graph's constants of floating-point numbers by name. */
async function constantsOf(file: string, { weightBytes }: ReadBudget): Promise<ReadonlyMap<string, GraphConstant>> {
  const bytes = await readBounded(realDisk, file, Math.min(weightBytes, 2 ** 31 - 1)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') throw fault('foreign', 'has no saved_model.pb', file)
    if (error instanceof RangeError) throw fault('size', 'has a graph of more than 2 GiB', file)
    throw error
  })
  const constants = new Map<string, GraphConstant>()
  for (const { op, name, attr } of graphNodes(bytes, file)) {
    const tensor = op === 'Const' ? attr.find(({ key }) => key === 'value')?.value?.tensor : undefined
    const content = tensor?.tensorContent
    if (!tensor || !content) continue
    const shape = tensor.tensorShape?.dim.map(({ size }) => size) ?? []
    const each = tensor.dtype === dtypeNumbers.float32 ? 4 : tensor.dtype === dtypeNumbers.float16 ? 2 : 0
    if (each === 0) continue
    if (
      !shape.every((size) => Number.isSafeInteger(size) && size >= 0) ||
      elementCount(shape) * each !== content.length
    )
      throw fault('tensor', `has ${printable(name)} of shape [${shape.join(', ')}] over ${content.length} bytes`, file)
    constants.set(name, {
      shape,
      make() {
        const own = new Uint8Array(content)
        return each === 4 ? new Float32Array(own.buffer) : Float32Array.from(new Uint16Array(own.buffer), fromFloat16)
      },
    })
  }
  return constants
}

function graphNodes(bytes: Uint8Array, file: string) {
  try {
    return decodeMessage(SavedModel, bytes).metaGraph[0]?.graph?.node ?? []
  } catch (error) {
    if (error instanceof ProtobufFault) throw fault('bytes', error.message, file)
    throw error
  }
}

const fault = (code: string, what: string, place: string): Problem =>
  new Problem({
    code: `savedmodel-${code}`,
    message: `the SavedModel ${what}`,
    remedy: 'import the model it was made from: a .keras, .h5 or ONNX file',
    place,
  })
