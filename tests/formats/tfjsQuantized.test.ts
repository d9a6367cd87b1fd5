import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LayersModelSession } from '../../main/engine/layersModel'
import { formatOf } from '../../main/formats'
import { normalizeInside } from '../../main/formats/passes/normalizeInside'
import { readModel } from '../../main/formats/readModel'
import { layersModelWeights } from '../../main/jobs/export/proofs/layersModelWeights'
import { openInference } from '../../main/jobs/openInference'
import { exportDefaults } from '../../shared/formats/exportOptions'
import { largestDifference } from './exported'
import { drawnPictures } from './runExport'
import { zooExport } from './zooModels'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-quantized-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Weight {
  name: string
  shape: number[]
  dtype: string
  quantization?: object
}

/** Packs every array into `bits` as TensorFlow.js' converter does: an affine map of its range. */
function quantize(place: string, bits: 8 | 16): void {
  const file = path.join(place, 'model.json')
  const document = JSON.parse(readFileSync(file, 'utf8'))
  const [{ weights, paths }] = document.weightsManifest as [{ weights: Weight[]; paths: string[] }]
  const all = Buffer.concat(paths.map((one) => readFileSync(path.join(place, one))))
  const packed: Buffer[] = []
  let at = 0
  for (const weight of weights) {
    const count = weight.shape.reduce((a, b) => a * b, 1)
    const values = Float32Array.from({ length: count }, (_, k) => all.readFloatLE(at + 4 * k))
    at += 4 * count
    const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
    const steps = 2 ** bits - 1
    const scale = (most - least) / steps || 1
    const levels = Array.from(values, (value) => Math.round((value - least) / scale))
    packed.push(Buffer.from((bits === 8 ? Uint8Array.from(levels) : Uint16Array.from(levels)).buffer))
    weight.quantization = { dtype: `uint${bits}`, scale, min: least, original_dtype: 'float32' }
  }
  writeFileSync(path.join(place, 'packed.bin'), Buffer.concat(packed))
  document.weightsManifest = [{ paths: ['packed.bin'], weights }]
  writeFileSync(file, JSON.stringify(document))
}

test.each([8, 16] as const)('shards of %i bits are read as TensorFlow.js reads them', async (bits) => {
  const input = [28, 28, 1] as const
  const { model } = zooExport({ name: 'deep-digits', input, classes: 10 })
  const place = path.join(folder, String(bits))
  await formatOf('tfjs').write(normalizeInside(model), exportDefaults, place, { onProgress: () => undefined })
  quantize(place, bits)
  const pictures = Float32Array.from(drawnPictures(input, 4).pixels)

  const document = JSON.parse(readFileSync(path.join(place, 'model.json'), 'utf8'))
  const theirs = await LayersModelSession.open({
    topology: document.modelTopology,
    weights: layersModelWeights(
      document.weightsManifest[0].weights,
      Readable.from([readFileSync(path.join(place, 'packed.bin'))]),
    ),
  })
  const expected = theirs.predict(pictures, [4, ...input])
  theirs.close()

  const { model: read } = await readModel(place)
  if (!read.network || !read.preprocessing) throw new Error('no network was read')
  const ours = await openInference({
    network: read.network,
    weights: read.weights,
    classes: 10,
    scaling: read.preprocessing,
  })
  expect(largestDifference(ours.logits(pictures), expected)).toBeLessThan(1e-4)
  ours.close()
})
