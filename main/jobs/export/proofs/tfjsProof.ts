import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { LayersModelSession } from '../../../engine/layersModel'
import { layersModelWeights, WeightSpec } from './layersModelWeights'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** The parts of `model.json` that `tf.loadLayersModel` reads. */
const Written = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(WeightSpec) })),
})

export const tfjsProof: Proof = {
  way: "by TensorFlow.js' own tf.loadLayersModel, which runs the file layer by layer on TensorFlow",
  async outputs(place, model, _, pictures) {
    const written = Written.parse(JSON.parse(await readFile(path.join(place, 'model.json'), 'utf8')))
    const shards = written.weightsManifest.flatMap(({ paths }) => paths)
    const specs = written.weightsManifest.flatMap(({ weights }) => weights)
    const session = await LayersModelSession.open({
      topology: written.modelTopology,
      weights: layersModelWeights(specs, contents(shards.map((shard) => path.join(place, path.basename(shard))))),
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

async function* contents(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield await readFile(file)
}
