import { type BinaryFile, openBinaryFile } from '../../binaryFile'
import { type ReadDataset, type ReadGroup, readHdf5 } from '../../hdf5/read'
import type { ImportedModel, ReadBudget } from '../../importedModel'
import { notesFile } from '../../modelNotes'
import { printable } from '../../printable'
import { withNotes } from '../../withNotes'
import { readZip, type ZipEntry } from '../../zip/readZip'
import type { KerasArrays } from './arrays'
import { isObject, type Json, parseConfig, refuseCode } from './config'
import { kerasGraph } from './graph'
import { kerasProblem } from './problem'
import { toNetwork } from './toNetwork'

const members = ['metadata.json', 'config.json', 'model.weights.h5', notesFile]

/** Reads a `.keras` file: data alone, and of the zip only what it must have. The file stays open, for weights are read when wanted. */
export async function readKeras(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const file = openBinaryFile(place)
  try {
    return readKerasFile(file, budget)
  } catch (error) {
    file.close()
    throw error
  }
}

export function readKerasFile(file: BinaryFile, budget: ReadBudget): ImportedModel {
  const { place } = file
  const zip = readZip(file, budget.weightBytes)
  for (const name of zip.keys())
    if (!members.includes(name) && !/^assets\//.test(name))
      throw kerasProblem('member', `the zip holds ${printable(name)}, which a .keras file does not have`, place)
  const config = parseConfig(textOf(zip, 'config.json', budget, place), place)
  const metadata = zip.has('metadata.json') ? parseConfig(textOf(zip, 'metadata.json', budget, place), place) : null
  const { compile_config: _, ...model } = isObject(config) ? config : {}
  refuseCode(model as Json, place)
  const graph = kerasGraph(config, place)
  const root = readHdf5(memberOf(zip, 'model.weights.h5', place).open(), budget)
  const top = root.groups.has('layers') ? 'layers' : '_layer_checkpoint_dependencies'
  const arrays: KerasArrays = ({ store }) => {
    let group: ReadGroup | undefined = root
    for (const part of [...store.replace(/^layers/, top).split('/'), 'vars']) group = group?.groups.get(part)
    return group ? numberedArrays(group.datasets) : []
  }
  const version = isObject(metadata) ? metadata.keras_version : undefined
  const isKeras3 = typeof version !== 'string' || !version.startsWith('2.')
  const read = toNetwork({ graph, arrays, isKeras3, place, budget })
  return withNotes(read, zip.has(notesFile) ? textOf(zip, notesFile, budget, place) : undefined, place)
}

/** The arrays of a `vars` group, whose names are their places. */
export const numberedArrays = (datasets: ReadGroup['datasets']) =>
  [...datasets].sort(([a], [b]) => Number(a) - Number(b)).map(([, dataset]) => arrayOf(dataset))

export const arrayOf = ({ path, shape, values }: ReadDataset) => ({ name: path, shape, values })

function memberOf(zip: ReadonlyMap<string, ZipEntry>, name: string, place: string): ZipEntry {
  const found = zip.get(name)
  if (!found) throw kerasProblem('member', `the zip has no ${name}`, place)
  return found
}

function textOf(zip: ReadonlyMap<string, ZipEntry>, name: string, { configBytes }: ReadBudget, place: string): string {
  const entry = memberOf(zip, name, place)
  if (entry.bytes > configBytes) throw kerasProblem('budget', `${name} has ${entry.bytes} bytes`, place)
  const content = entry.open()
  return Buffer.from(content.bytes(0, content.size)).toString('utf8')
}
