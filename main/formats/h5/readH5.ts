import { type BinaryFile, openBinaryFile } from '../binaryFile'
import type { ReadDataset } from '../hdf5/read'
import { readHdf5 } from '../hdf5/read'
import type { ImportedModel, ReadBudget } from '../importedModel'
import type { KerasArray, KerasArrays } from '../keras/read/arrays'
import { parseConfig, refuseCode } from '../keras/read/config'
import { type KerasNode, kerasGraph } from '../keras/read/graph'
import { kerasProblem } from '../keras/read/problem'
import { arrayOf } from '../keras/read/readKeras'
import { toNetwork } from '../keras/read/toNetwork'
import { printable } from '../printable'
import { withNotes } from '../withNotes'

type Group = ReturnType<typeof readHdf5>

/** Reads a whole model that Keras saved as `.h5`. The file stays open, for weights are read when wanted. */
export async function readH5(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const file = openBinaryFile(place)
  try {
    return readH5File(file, budget)
  } catch (error) {
    file.close()
    throw error
  }
}

function readH5File(file: BinaryFile, budget: ReadBudget): ImportedModel {
  const { place } = file
  const root = readHdf5(file, budget)
  const text = root.attributes.get('model_config')
  if (typeof text !== 'string')
    throw kerasProblem(
      'weights-only',
      'the file has weights and no model: it was saved by save_weights',
      place,
      'save the whole model in Keras, with model.save',
    )
  if (text.length > budget.configBytes)
    throw kerasProblem('budget', `its configuration has ${text.length} bytes`, place)
  const config = parseConfig(text, place)
  refuseCode(config, place)
  const graph = kerasGraph(config, place)
  const weights = root.groups.get('model_weights') ?? root
  const version = root.attributes.get('keras_version')
  const arrays = arraysOf(graph.nodes, weights, place)
  const isKeras3 = typeof version === 'string' && version.startsWith('3.')
  const read = toNetwork({ graph, arrays, isKeras3, place, budget })
  const notes = root.attributes.get('layerloom')
  return withNotes(read, typeof notes === 'string' ? notes : undefined, place)
}

/**
 * A layer's group lists its arrays by name. A model inside of the model is one group, with the arrays that learn of all its layers
 * first and the others behind: they are told apart by the layer's name in front of each.
 */
function arraysOf(nodes: readonly KerasNode[], weights: Group, place: string): KerasArrays {
  const inside = new Map<string, number>()
  for (const { outermost, className } of nodes)
    if (className !== 'InputLayer') inside.set(outermost, (inside.get(outermost) ?? 0) + 1)
  return ({ name, outermost }) => {
    const group = weights.groups.get(outermost)
    if (!group) return []
    const all = namesIn(group).map((listed) => ({ listed, dataset: datasetAt(group, listed, place) }))
    const own = inside.get(outermost) === 1 ? all : all.filter(({ listed }) => isOf(listed, name))
    return own.map(({ dataset }): KerasArray => arrayOf(dataset))
  }
}

/** `block/conv/kernel:0` is an array of `conv`. */
const isOf = (listed: string, layer: string): boolean =>
  listed.split('/').slice(0, -1).at(-1) === layer || listed.startsWith(`${layer}/`)

/** `weight_names`, or `weight_names0`, `weight_names1` where there are many. */
function namesIn({ attributes }: Group): readonly string[] {
  const whole = attributes.get('weight_names')
  if (whole !== undefined) return typeof whole === 'string' ? [whole] : whole
  const parts: string[] = []
  for (let k = 0; ; k++) {
    const part = attributes.get(`weight_names${k}`)
    if (part === undefined) return parts
    parts.push(...(typeof part === 'string' ? [part] : part))
  }
}

function datasetAt(group: Group, listed: string, place: string): ReadDataset {
  const parts = listed.split('/')
  if (parts.some((part) => part === '..' || part === '.' || part === ''))
    throw kerasProblem('weight-name', `the weight ${printable(listed)} is no name in the file`, place)
  let at: Group | undefined = group
  for (const part of parts.slice(0, -1)) at = at?.groups.get(part)
  const found = at?.datasets.get(parts.at(-1) as string)
  if (!found) throw kerasProblem('weight-name', `the weight ${printable(listed)} is not in the file`, place)
  return found
}
