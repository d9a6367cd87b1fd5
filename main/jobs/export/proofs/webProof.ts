import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { LayersModelSession } from '../../../engine/layersModel'
import { onnxFile } from '../../../formats/web/writeWeb'
import { layersModelWeights, WeightSpec } from './layersModelWeights'
import { onnxProof } from './onnxProof'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** What the page's script puts into the window. */
const Written = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightSpecs: z.array(WeightSpec),
  weights: z.array(z.base64()),
})

/** `model.js`, up to the JSON and behind it. */
const script = /^globalThis\.layerloomModel = (\{[\s\S]*\});\n$/

export const webProof: Proof = {
  others: [{ ...onnxProof, outputs: (place, ...rest) => onnxProof.outputs(path.join(place, onnxFile), ...rest) }],
  way: "of the page's model by TensorFlow.js' own tf.loadLayersModel; the page's scaling of pictures is not part of it",
  async outputs(place, model, _, pictures) {
    const [, json] = script.exec(await readFile(path.join(place, 'model.js'), 'utf8')) ?? []
    if (json === undefined) throw new Error('model.js is not as it was meant')
    const { modelTopology, weightSpecs, weights } = Written.parse(JSON.parse(json))
    const session = await LayersModelSession.open({
      topology: modelTopology,
      weights: layersModelWeights(weightSpecs, decoded(weights)),
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

async function* decoded(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'base64')
}
