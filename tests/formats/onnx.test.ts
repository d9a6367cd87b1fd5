import * as ort from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { binaryInMemory } from '../../main/formats/binaryFile'
import { readBudget } from '../../main/formats/importedModel'
import { encodeOnnx } from '../../main/formats/onnx/encodeOnnx'
import { onnxModel } from '../../main/formats/onnx/readOnnx'
import { inferNetwork } from '../../shared/model/infer'
import type { TensorData } from '../../shared/tensorData'
import { seededValues } from '../seededValues'
import { engineOutputs } from './engineOutputs'
import { examNetworks } from './examNetworks'
import { bytesOf, exported, largestDifference } from './exported'
import { randomWeights } from './randomWeights'

const count = 2
const exam = (await examNetworks()).map((one) => [one.name, one] as const)

describe('every layer of the exam', () => {
  test.each(exam)('%s: onnxruntime gives what our engine gives, and it comes back as it went', async (name, one) => {
    const { network, outputs, input } = one
    const weights = randomWeights(inferNetwork(network).layers.values())
    const values = seededValues(3, count * input.reduce((product, size) => product * size, 1))
    const ours = await engineOutputs(network, outputs, weights, { count, values })
    const bytes = await bytesOf(encodeOnnx(exported(network, outputs, weights), 'nhwc'))
    const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 })
    const { logits } = await session.run({ images: new ort.Tensor('float32', values, [count, ...input]) })
    await session.release()
    expect(largestDifference(ours, logits?.data as Float32Array)).toBeLessThan(2e-5)

    const isFactor = input.length === 1 && name.startsWith('dropout')
    const back = onnxModel(binaryInMemory(bytes, 'model.onnx'), readBudget)
    const again = new Map<string, TensorData>()
    for (const [key, shape] of back.weights.shapes)
      again.set(key, { dtype: 'float32', shape, data: await back.weights.read(key) })
    // A factor in front of the first layer is taken for the normalization of the input.
    const factor = back.preprocessing?.isInside === false ? (back.preprocessing.scale[0] as number) : 1
    const given = values.map((value) => value * (isFactor ? factor : 1))
    const theirs = await engineOutputs(back.network as never, outputs, again, { count, values: given })
    const allowed = name.startsWith('activation: softmax') ? Number.POSITIVE_INFINITY : 2e-5
    expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(allowed)
  })
})
