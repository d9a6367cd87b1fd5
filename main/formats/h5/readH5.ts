import { type BinaryFile, openBinaryFile } from '../binaryFile'
import { type ReadGroup, readHdf5 } from '../hdf5/read'
import type { ImportedModel, ReadBudget } from '../importedModel'
import type { KerasArray, KerasArrays } from '../keras/read/arrays'
import { parseConfig, refuseCode } from '../keras/read/config'
import { type KerasNode, kerasGraph } from '../keras/read/graph'
import { kerasProblem } from '../keras/read/problem'
import { arrayOf, numberedArrays } from '../keras/read/readKeras'
import { toNetwork } from '../keras/read/toNetwork'
import { layersOfStore, weightsByLayer } from '../keras/read/weightsAlone'
import { modelOfKerasZoo, recognizeKerasZoo } from '../keras/zooWeights'
import { withNotes } from '../withNotes'
import { datasetAt, groupAt, listedLayers, textsIn } from './layerGroups'

/** Reads what Keras saved as `.h5`: a whole model, or weights alone. The file stays open, for weights are read when wanted. */
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
  if (typeof text !== 'string') return weightsAlone(root, place)
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

/** What save_weights wrote, as Keras 3 does or as Keras 2 did: a network of the zoo if it is the weights of one, else named arrays. */
function weightsAlone(root: ReadGroup, place: string): ImportedModel {
  const store = layersOfStore(root, numberedArrays)
  const weights = weightsByLayer(store.length > 0 ? store : listedLayers(root, place))
  if (weights.shapes.size === 0)
    throw kerasProblem('weights-only', 'the file has no model, and no weights in a form of Keras', place)
  const known = recognizeKerasZoo(weights)
  return known ? modelOfKerasZoo(known) : { weights, notUnderstood: [] }
}

/**
 * A layer's group lists its arrays by name. A model inside of the model is one group, with the arrays that learn of all its layers
 * first and the others behind: they are told apart by the layer's name in front of each.
 */
function arraysOf(nodes: readonly KerasNode[], weights: ReadGroup, place: string): KerasArrays {
  const inside = new Map<string, number>()
  for (const { outermost, className } of nodes)
    if (className !== 'InputLayer') inside.set(outermost, (inside.get(outermost) ?? 0) + 1)
  return ({ name, outermost }) => {
    const group = groupAt(weights, outermost)
    if (!group) return []
    const all = textsIn(group, 'weight_names').map((listed) => ({ listed, dataset: datasetAt(group, listed, place) }))
    const own = inside.get(outermost) === 1 ? all : all.filter(({ listed }) => isOf(listed, name))
    return own.map(({ dataset }): KerasArray => arrayOf(dataset))
  }
}

/** `block/conv/kernel:0` is an array of `conv`. */
const isOf = (listed: string, layer: string): boolean =>
  listed.split('/').slice(0, -1).at(-1) === layer || listed.startsWith(`${layer}/`)
