import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatOf } from '../../main/formats'
import { readModel } from '../../main/formats/readModel'
import type { WeightSource } from '../../main/formats/weightSource'
import { formatOptions } from '../../shared/formats/exportFormats'
import type { FormatId } from '../../shared/formats/exportOptions'
import { inferNetwork } from '../../shared/model/infer'
import { examNetworks } from './examNetworks'
import { exported } from './exported'
import { randomWeights } from './randomWeights'

const formats: readonly FormatId[] = ['keras', 'h5', 'tfjs', 'onnx', 'safetensors']
/** TensorFlow.js has no groups: such a kernel is written as several. */
const takenApart: Readonly<Partial<Record<FormatId, readonly string[]>>> = {
  tfjs: ['conv2d: groups: 1 of 2', 'conv2d: a group a channel: 1 of 1'],
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-round-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every array's sizes (axes of one pixel aside) and bits. */
async function printsOf(source: WeightSource): Promise<string[]> {
  const prints: string[] = []
  for (const [name, shape] of source.shapes) {
    const values = await source.read(name)
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    prints.push(`${shape.filter((size) => size !== 1).join('x')} ${createHash('sha256').update(bytes).digest('hex')}`)
  }
  return prints
}

test.each(formats)(
  '%s: what was written comes back to the bit, for every case of every layer',
  {
    timeout: 300_000,
  },
  async (id) => {
    const format = formatOf(id)
    const lost: string[] = []
    let count = 0
    for (const [k, { name, network, outputs, input }] of (await examNetworks()).entries()) {
      if (input.length !== 3) continue
      const model = exported(network, outputs, randomWeights(inferNetwork(network).layers.values()))
      const options = formatOptions(format.description, { preprocessing: 'outside' })
      if (format.refuse(model, options).length > 0) continue
      const place = path.join(
        folder,
        `${id}-${k}${format.description.kind === 'file' ? format.description.extensions[0] : ''}`,
      )
      await format.write(model, options, place, { onProgress: () => {} })
      const back = new Set(await printsOf((await readModel(place)).model.weights))
      const gone = (await printsOf(model.weights)).filter((print) => !back.has(print))
      if (gone.length > 0) lost.push(`${name}: ${gone.length} of ${model.weights.shapes.size}`)
      count += model.weights.shapes.size
    }
    expect(lost).toEqual(takenApart[id] ?? [])
    expect(count).toBeGreaterThan(50)
  },
)
