import type { ExportModel } from '../exportModel'
import type { FormatWork } from '../format'
import { encodeHdf5 } from '../hdf5/encode'
import { Hdf5Tree } from '../hdf5/tree'
import { notesFile, notesOf } from '../modelNotes'
import { watched } from '../progress'
import { writeZip, type ZipMember } from '../zip/writeZip'
import { functionalConfig } from './functionalConfig'
import { kerasModel } from './kerasModel'
import { kerasName } from './kerasName'
import { kerasOrder } from './kerasOrder'
import { storeNames } from './storeNames'
import { weightDataset } from './weightDataset'

/** Of the file format and the settings of layers, which have stood since Keras 3.0. */
const kerasVersion = '3.5.0'

/**
 * A `.keras` file: a zip of `metadata.json`, `config.json` and `model.weights.h5`, where weights lie by the class of their layer and its
 * place among those of that class. `layerloom.json` beside them is read by nobody but us.
 */
export async function writeKeras(model: ExportModel, place: string, work: FormatWork): Promise<void> {
  const made = kerasModel(model, 'keras3')
  const keras = { ...made, layers: kerasOrder(made.layers, made.output) }
  const source = watched(keras.weights, work)
  const tree = new Hdf5Tree()
  const names = storeNames(keras.layers.map(({ className }) => className))
  keras.layers.forEach(({ name, weights }, k) => {
    weights.forEach((weight, n) => {
      const dataset = weightDataset(source, name, weight, model)
      tree.dataset(`layers/${names[k]}/vars/${n}`, dataset)
    })
  })
  // A model without weights has the group all the same.
  tree.group('layers')
  const weights = encodeHdf5(tree)
  const metadata = { keras_version: kerasVersion, date_saved: `${model.card.createdAt.slice(0, 10)}@00:00:00` }
  await writeZip(place, [
    textMember('metadata.json', JSON.stringify(metadata)),
    textMember('config.json', JSON.stringify(functionalConfig(keras, kerasName(model.name), 'keras3'))),
    textMember(notesFile, JSON.stringify(notesOf(model))),
    { name: 'model.weights.h5', ...weights },
  ])
}

function textMember(name: string, text: string): ZipMember {
  const content = Buffer.from(text)
  return { name, bytes: content.length, pieces: () => [content] }
}
