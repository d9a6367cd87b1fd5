import { readFile } from 'node:fs/promises'
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
    const bytes = await Promise.all(shards.map((shard) => readFile(path.join(place, path.basename(shard)))))
    const data = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const shard of bytes.splice(0)) {
      data.set(shard, at)
      at += shard.length
    }
    const session = await LayersModelSession.open({
      topology: written.modelTopology,
      weightSpecs: written.weightsManifest.flatMap(({ weights }) => weights),
      weightData: data.buffer,
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
