import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { arrayBytes } from '../arrayBytes'
import type { ExportModel } from '../exportModel'
import type { FormatWork } from '../format'
import { functionalConfig } from '../keras/functionalConfig'
import { kerasModel } from '../keras/kerasModel'
import { kerasName } from '../keras/kerasName'
import { notesOf } from '../modelNotes'
import { watched } from '../progress'
import { storedType } from '../storedType'
import { writeBytes } from '../writeBytes'

/** As TensorFlow.js' own converter cuts them, so that browsers cache them. */
const shardBytes = 4 * 2 ** 20

/**
 * A folder with `model.json` and shards of weights, as `tf.loadLayersModel` takes it. Float16 weights are what TensorFlow.js calls
 * quantized: it makes float32 of them when it loads them. What normalizes or shortens is float32 always.
 */
export async function writeTfjs(model: ExportModel, folder: string, work: FormatWork): Promise<void> {
  const keras = kerasModel(model, 'tfjs')
  const source = watched(keras.weights, work)
  await mkdir(folder)
  const weights = keras.layers.flatMap(({ name, weights }) =>
    weights.map((weight) => {
      const key = `${name}/${weight.name}`
      const isHalf = weight.from !== undefined && storedType(model, weight.from, weight.shape) === 'float16'
      const quantization = isHalf ? { quantization: { dtype: 'float16', original_dtype: 'float32' } } : {}
      return { key, isHalf, entry: { name: key, shape: weight.shape, dtype: 'float32', ...quantization } }
    }),
  )
  const sizes = weights.map(({ entry, isHalf }) => entry.shape.reduce((a, b) => a * b, 1) * (isHalf ? 2 : 4))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const count = Math.max(1, Math.ceil(total / shardBytes))
  const paths = Array.from({ length: count }, (_, k) => `group1-shard${k + 1}of${count}.bin`)
  let shard = 0
  let room = shardBytes
  let file = await open(path.join(folder, paths[0] as string), 'wx')
  try {
    for (const { key, isHalf } of weights) {
      const bytes = arrayBytes(await source.read(key), isHalf ? 'float16' : 'float32')
      for (let at = 0; at < bytes.length; ) {
        if (room === 0) {
          await file.sync()
          await file.close()
          file = await open(path.join(folder, paths[++shard] as string), 'wx')
          room = shardBytes
        }
        const piece = bytes.subarray(at, at + room)
        await writeBytes(file, piece)
        at += piece.length
        room -= piece.length
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
  const document = {
    format: 'layers-model',
    generatedBy: `layerloom ${model.card.layerloom}`,
    convertedBy: null,
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: functionalConfig(keras, kerasName(model.name), 'tfjs'),
    },
    weightsManifest: [{ paths, weights: weights.map(({ entry }) => entry) }],
    userDefinedMetadata: { layerloom: notesOf(model) },
  }
  const json = await open(path.join(folder, 'model.json'), 'wx')
  try {
    await writeBytes(json, Buffer.from(JSON.stringify(document)))
    await json.sync()
  } finally {
    await json.close()
  }
}
