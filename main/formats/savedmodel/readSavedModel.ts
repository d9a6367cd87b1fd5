import path from 'node:path'
import { JsonError, parseJson } from '../../../shared/json'
import { inferNetwork } from '../../../shared/model/infer'
import { Network } from '../../../shared/model/network'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'
import { readFile as readBounded } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import type { ImportedModel, ReadBudget } from '../importedModel'
import { ModelNotes } from '../modelNotes'
import { printable } from '../printable'
import { type MadeWeight, weightsInMemory, withWeights } from '../weightSource'
import { readBundle } from './bundle/readBundle'
import { savedModelFault } from './fault'
import { networkFile, variablesFolder } from './places'

/**
 * A SavedModel of ours: its network from the text that we lay in it, its weights from the checkpoint. Others' are programs of
 * TensorFlow ops, not layers: they are refused by name. Nothing of the graph is run.
 */
export async function readSavedModel(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const { network, notes } = await description(place, budget)
  const tensors = readBundle(path.join(place, variablesFolder), budget)
  const made = new Map<string, MadeWeight>()
  for (const { spec, weights } of inferNetwork(network).layers.values())
    for (const { name, shape, role } of weights) {
      if (role === 'batch-count') continue
      const full = `${spec.id}/${name}`
      const found = tensors.get(full)
      if (!found || found.shape.join() !== shape.join())
        throw savedModelFault(
          'weights',
          `has ${found ? `${printable(full)} as [${found.shape}], not [${shape}]` : `no ${printable(full)}`}`,
          place,
        )
      made.set(full, { shape, make: async () => found.read() })
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
      throw savedModelFault(
        'foreign',
        'is no export of Layerloom: it is a program of TensorFlow ops, and says nothing of layers',
        place,
      )
    if (error instanceof RangeError)
      throw savedModelFault('description', `has a description of more than ${configBytes} bytes`, file)
    throw error
  }
  const parsed = parsedText(text, file) as { network?: unknown; notes?: unknown } | null
  const network = Network.safeParse(parsed?.network)
  const notes = ModelNotes.safeParse(parsed?.notes)
  if (!network.success || !notes.success)
    throw savedModelFault('description', 'has a description that is no network', file)
  const [problem] = inferNetwork(network.data).problems
  if (problem) throw new Problem({ ...problem, place: file })
  return { network: network.data, notes: notes.data }
}

function parsedText(text: string, file: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError)
      throw savedModelFault('description', `has a description that is not JSON: ${printable(error.message)}`, file)
    throw error
  }
}
