import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportFormats, formatOptions } from '../../shared/formats/exportFormats'
import { ExportOptions, type ExportWishes } from '../../shared/formats/exportOptions'
import { inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import { zooNetwork } from '../../shared/zoo'
import { drawnPictures, ownLogits, runExport } from './runExport'
import { drawnNetwork } from './zooModels'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-options-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Small, with all that options change: batch norms behind convolutions and dense layers, a flattened picture, a shortcut. */
const chain: readonly (readonly [id: string, type: string, config?: object, inputs?: readonly string[]])[] = [
  ['conv', 'conv2d', { filters: 6, kernel: 3, bias: false }],
  ['norm', 'batch-norm'],
  ['relu', 'activation', { kind: 'relu' }],
  ['again', 'conv2d', { filters: 6, kernel: 3 }],
  ['sum', 'add', {}, ['relu', 'again']],
  ['pool', 'max-pool', {}],
  ['flat', 'flatten'],
  ['fc', 'dense', { units: 8 }],
  ['fc_norm', 'batch-norm'],
  ['head', 'dense', { units: 4 }],
]
const network = Network.parse({
  name: 'options',
  layers: [
    { id: 'input', type: 'input', config: { shape: [9, 7, 3] } },
    ...chain.map(([id, type, config = {}, inputs], k) => ({
      id,
      type,
      config,
      inputs: inputs ?? [chain[k - 1]?.[0] ?? 'input'],
    })),
  ],
})

/** Every value of every option. */
const wishes: readonly ExportWishes[] = [
  {},
  ...Object.entries(ExportOptions.shape).flatMap(([key, schema]) =>
    ('options' in schema ? schema.options : [true, false]).map((value) => ({ [key]: value })),
  ),
  { weights: 'float16', foldBatchNorm: true, output: 'probabilities', preprocessing: 'outside' },
]

const isOffered = (format: (typeof exportFormats)[number], wish: ExportWishes) => {
  try {
    formatOptions(format, wish)
    return true
  } catch {
    return false
  }
}

describe.each(exportFormats.map((format) => [format.id, format] as const))('%s', (id, format) => {
  const offered = wishes.filter((wish) => isOffered(format, wish))

  test('what it offers is written, loaded by another way and gives the logits', { timeout: 240_000 }, async () => {
    expect(inferNetwork(network).problems).toEqual([])
    const trained = drawnNetwork(network, 4)
    const pictures = drawnPictures([9, 7, 3])
    const logits = await ownLogits(trained, pictures)
    for (const [k, wish] of offered.entries()) {
      // It is no network of torchvision's: below.
      if (wish.names === 'torchvision') continue
      const ran = await runExport(trained, pictures, logits, id, wish, path.join(folder, `${id}-${k}`))
      expect.soft(ran.largest, JSON.stringify(wish)).toBeLessThanOrEqual(ran.allowed)
      expect.soft(ran.top1Changed, JSON.stringify(wish)).toBe(0)
    }
  })

  test('what it does not offer is refused by name', () => {
    for (const wish of wishes.filter((one) => !offered.includes(one)))
      expect(() => formatOptions(format, wish), JSON.stringify(wish)).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ code: 'export-option' }) }),
      )
  })
})

test('which option each format has', () => {
  const table = exportFormats.map((format) => {
    const refused = wishes.slice(1, -1).filter((wish) => !isOffered(format, wish))
    return `${format.id}: all but ${refused.map((wish) => Object.entries(wish).flat().join(' ')).join(', ')}`
  })
  expect(table).toEqual([
    'tfjs: all but layout nchw, names torchvision',
    'keras: all but layout nchw, names torchvision',
    'h5: all but layout nchw, names torchvision',
    'savedmodel: all but layout nchw, names torchvision',
    'pytorch: all but layout nchw, names torchvision',
    'onnx: all but names torchvision',
    'safetensors: all but output probabilities, preprocessing inside, layout nchw',
    'web: all but layout nchw, names torchvision',
  ])
})

describe("names of torchvision's", () => {
  test('are given to its networks and refused by name to others', { timeout: 240_000 }, async () => {
    const trained = drawnNetwork(zooNetwork('resnet-18').build({ input: [32, 32, 3], classes: 4 }), 4)
    const pictures = drawnPictures([32, 32, 3], 2)
    const logits = await ownLogits(trained, pictures)
    const export_ = (of: typeof trained, wish: ExportWishes, name: string) =>
      runExport(of, pictures, logits, 'safetensors', wish, path.join(folder, name))
    const ran = await export_(trained, { names: 'torchvision' }, 'theirs')
    expect(ran.largest).toBeLessThanOrEqual(ran.allowed)
    await expect(export_(trained, { names: 'torchvision', foldBatchNorm: true }, 'folded')).rejects.toThrow(
      'without its batch norms',
    )
    await expect(export_(drawnNetwork(network, 4), { names: 'torchvision' }, 'other')).rejects.toThrow(
      'no network that torchvision has',
    )
  })
})
