import { open } from 'node:fs/promises'
import type { ExportModel } from '../exportModel'
import type { FormatWork } from '../format'
import { encodeHdf5 } from '../hdf5/encode'
import { Hdf5Tree } from '../hdf5/tree'
import { functionalConfig } from '../keras/functionalConfig'
import { kerasModel } from '../keras/kerasModel'
import { kerasName } from '../keras/kerasName'
import { kerasOrder } from '../keras/kerasOrder'
import { weightDataset } from '../keras/weightDataset'
import { notesOf } from '../modelNotes'
import { watched } from '../progress'
import { writeBytes } from '../writeBytes'
import { chunkedAttribute } from './chunkedAttribute'

/** What Keras 2 was last; its settings of layers are what is written. */
const kerasVersion = '2.15.0'

/** Attributes `model_config`, `keras_version`, `backend`; group `model_weights` with a group a layer and the names of both in attributes. */
export async function writeH5(model: ExportModel, place: string, work: FormatWork): Promise<void> {
  const made = kerasModel(model, 'keras2')
  const keras = { ...made, layers: kerasOrder(made.layers, made.output) }
  const source = watched(keras.weights, work)
  const root = new Hdf5Tree()
  root.attributes.set('model_config', JSON.stringify(functionalConfig(keras, kerasName(model.name), 'keras2')))
  root.attributes.set('keras_version', kerasVersion)
  root.attributes.set('backend', 'tensorflow')
  root.attributes.set('layerloom', JSON.stringify(notesOf(model)))
  const weights = root.group('model_weights')
  weights.attributes.set('keras_version', kerasVersion)
  weights.attributes.set('backend', 'tensorflow')
  for (const [key, value] of chunkedAttribute(
    'layer_names',
    keras.layers.map(({ name }) => name),
  ))
    weights.attributes.set(key, value)
  for (const { name, weights: own } of keras.layers) {
    const group = weights.group(name)
    const names = own.map((weight) => `${name}/${weight.name}:0`)
    for (const [key, value] of chunkedAttribute('weight_names', names)) group.attributes.set(key, value)
    for (const [k, weight] of own.entries())
      group.dataset(names[k] as string, weightDataset(source, name, weight, model))
  }
  const encoded = encodeHdf5(root)
  const file = await open(place, 'wx')
  try {
    for await (const piece of encoded.pieces()) await writeBytes(file, piece)
    await file.sync()
  } finally {
    await file.close()
  }
}
