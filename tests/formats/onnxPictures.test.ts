import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { encodeOnnx } from '../../main/formats/onnx/encodeOnnx'
import { normalizeInside } from '../../main/formats/passes/normalizeInside'
import { compareOutputs } from '../../main/jobs/export/compareOutputs'
import { zooNetwork } from '../../shared/zoo'
import { engineOutputs } from './engineOutputs'
import { bytesOf, exported } from './exported'
import { calibratedWeights } from './live/calibrated'
import { livePictures } from './live/pictures'

const [count, classes] = [20, 5]

// The whole zoo, in Python's onnxruntime and on 200 pictures: npm run test:formats.
test.each([
  ['resnet-20', 32],
  ['googlenet-bn', 64],
  ['mobilenet-v2', 64],
] as const)('%s: onnxruntime gives the logits of our engine on photos, pixels in', async (name, size) => {
  const shape = [size, size, 3] as const
  const pictures = await livePictures(shape, 3 * count)
  const network = zooNetwork(name).build({ input: shape, classes })
  const weights = await calibratedWeights(network, classes, pictures)
  const pixels = Float32Array.from(pictures.pixels.subarray(0, count * size * size * 3))
  const values = pixels.map((value) => Math.fround(value * Math.fround(1 / 255)))
  const ours = await engineOutputs(network, classes, weights, { count, values })
  const model = normalizeInside(exported(network, classes, weights))
  const session = await ort.InferenceSession.create(await bytesOf(encodeOnnx(model, 'nhwc')), { logSeverityLevel: 3 })
  const { logits } = await session.run({ images: new ort.Tensor('float32', pixels, [count, ...shape]) })
  await session.release()
  const { largest, top1Changed, magnitude } = compareOutputs(ours, logits?.data as Float32Array, classes, 1e-4)
  expect(magnitude).toBeGreaterThan(0.1)
  expect(largest).toBeLessThan(1e-4)
  expect(top1Changed).toBe(0)
})
