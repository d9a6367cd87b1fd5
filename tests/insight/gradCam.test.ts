import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openProgram } from '../../main/jobs/lab/openProgram'
import { compileOutlook } from '../../shared/insight/compileOutlook'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { soundNetwork } from '../../shared/model/soundNetwork'
import type { TensorMap } from '../../shared/tensorData'

const numbers = z.array(z.number())
const golden = z
  .object({
    picture: numbers,
    logits: numbers,
    weights: z.record(z.string(), z.object({ shape: numbers, data: numbers })),
    cases: z.array(z.object({ layer: z.string(), class: z.number(), heat: numbers })),
  })
  .parse(JSON.parse(readFileSync(path.join(__dirname, 'grad_cam.json'), 'utf8')))

const weights: TensorMap = new Map(
  Object.entries(golden.weights).map(([name, { shape, data }]) => [
    name,
    { dtype: 'float32' as const, shape, data: Float32Array.from(data) },
  ]),
)
const layer = (id: string, type: string, from: string, config = {}) => ({ id, type, inputs: [from], config })
/** Keras' activations are layers of their own here. */
const network: Network = {
  layers: [
    { id: 'input', type: 'input', inputs: [], config: { shape: [8, 8, 1] } },
    layer('maps', 'conv2d', 'input', { filters: 4, kernel: 3, padding: 'same' }),
    layer('maps_relu', 'activation', 'maps', { kind: 'relu' }),
    layer('pool', 'max-pool', 'maps_relu', { size: 2 }),
    layer('late', 'conv2d', 'pool', { filters: 3, kernel: 3, padding: 'valid' }),
    layer('late_relu', 'activation', 'late', { kind: 'relu' }),
    layer('flat', 'flatten', 'late_relu'),
    layer('logits', 'dense', 'flat', { units: 3 }),
  ],
}
const images = Uint8Array.from(golden.picture)

test.each(['maps', 'late'])('Grad-CAM of %s for every class is that of Keras and tf.GradientTape', async (id) => {
  const program = compileOutlook({
    network: soundNetwork(inferNetwork(network), 3),
    classes: 3,
    normalization: { kind: '0-1' },
    seed: 1,
    precision: 'float32',
    layer: `${id}_relu`,
  })
  const { session } = await openProgram(program, weights, { strict: true })
  try {
    const { logits } = session.call('predict', { images })
    for (const [k, value] of golden.logits.entries()) expect((logits as Float32Array)[k]).toBeCloseTo(value, 4)
    const cases = golden.cases.filter((each) => each.layer === id)
    expect(cases.length).toBe(3)
    for (const { class: wanted, heat } of cases) {
      const found = [...(session.call('grad_cam', { images, class: wanted }).heat as Float32Array)]
      expect(found.length).toBe(heat.length)
      for (const [k, value] of heat.entries()) expect(found[k]).toBeCloseTo(value, 5)
    }
    expect(cases.some(({ heat }) => heat.some((value) => value > 0.01))).toBe(true)
  } finally {
    session.close()
  }
})
