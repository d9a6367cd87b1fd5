import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { LayersModelSession } from '../../../engine/layersModel'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** The parts of `model.json` that `tf.loadLayersModel` reads. */
const Written = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({ paths: z.array(z.string()), weights: z.array(z.record(z.string(), z.unknown())) }),
  ),
})

export const tfjsProof: Proof = {
  way: "by TensorFlow.js' own tf.loadLayersModel, which runs the file layer by layer on TensorFlow",
  async outputs(place, model, _, pictures) {
    const written = Written.parse(JSON.parse(await readFile(path.join(place, 'model.json'), 'utf8')))
    const shards = written.weightsManifest.flatMap(({ paths }) => paths)
    const session = await LayersModelSession.open({
      topology: written.modelTopology,
      weightSpecs: written.weightsManifest.flatMap(({ weights }) => weights),
      weightData: await joined(shards.map((shard) => path.join(place, path.basename(shard)))),
    })
    try {
      return await runBatches(pictures, model.preprocessing, (values, count) =>
        session.predict(values, [count, ...model.inputShape]),
      )
    } finally {
      session.close()
    }
  },
}

/** Files one behind the other; in memory once, however many they are. */
async function joined(files: readonly string[]): Promise<ArrayBuffer> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  const data = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0))
  let at = 0
  for (const file of files) {
    const bytes = await readFile(file)
    data.set(bytes, at)
    at += bytes.length
  }
  return data.buffer
}
