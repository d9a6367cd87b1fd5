import * as ort from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { exportNetwork } from '../../main/formats/exportNetwork'
import { encodeOnnx } from '../../main/formats/onnx/encodeOnnx'
import { weightsInMemory } from '../../main/formats/weightSource'
import { inferNetwork } from '../../shared/model/infer'
import { piecesOf } from '../../shared/protobuf'
import { seededValues } from '../seededValues'
import { engineOutputs } from './engineOutputs'
import { examNetworks } from './examNetworks'
import { randomWeights } from './randomWeights'
import { someCard } from './someCard'

const count = 2

describe('every layer of the exam comes out of onnxruntime as of our engine', async () => {
  test.each((await examNetworks()).map((one) => [one.name, one] as const))(
    '%s',
    async (_, { network, outputs, input }) => {
      const weights = randomWeights(inferNetwork(network).layers.values())
      const values = seededValues(3, count * input.reduce((product, size) => product * size, 1))
      const ours = await engineOutputs(network, outputs, weights, { count, values })
      const model = exportNetwork({
        name: 'exam',
        network,
        classes: Array.from({ length: outputs }, (_, k) => `class ${k}`),
        preprocessing: { normalization: { kind: '0-1' }, resize: 'stretch', background: [255, 255, 255] },
        weights: weightsInMemory(weights),
        card: someCard,
      })
      const chunks: Uint8Array[] = []
      for await (const piece of piecesOf(encodeOnnx(model, 'nhwc'))) chunks.push(piece)
      const session = await ort.InferenceSession.create(Buffer.concat(chunks), { logSeverityLevel: 3 })
      const { logits } = await session.run({ images: new ort.Tensor('float32', values, [count, ...input]) })
      const theirs = logits?.data as Float32Array
      await session.release()
      expect(theirs.length).toBe(ours.length)
      const difference = ours.reduce((most, value, k) => Math.max(most, Math.abs(value - (theirs[k] as number))), 0)
      expect(difference).toBeLessThan(2e-5)
    },
  )
})
