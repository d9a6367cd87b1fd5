import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PictureDecoder, PictureTarget } from '../../main/data/pictures/pictureDecoder'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { readSafetensors } from '../parity/safetensorsFile'
import { noReference, referencePath, shared } from '../reference'
import { bytesOf, goldenBackground, goldenFile, goldens, largestDifference } from './goldens'

let decoder: PictureDecoder
beforeAll(async () => {
  decoder = await openPictureDecoder()
})
afterAll(() => decoder.close())

async function decode(name: string, bytes: Uint8Array, target: Omit<PictureTarget, 'background'>): Promise<Uint8Array> {
  const entry = { name, className: '', split: undefined, size: bytes.length, modified: 0 }
  const [height, width, channels] = target.shape
  const into = new Uint8Array(height * width * channels)
  const [outcome] = await decoder.decode([{ entry, bytes }], { ...target, background: goldenBackground }, into)
  expect(outcome?.problem, name).toBeUndefined()
  return into
}

describe('every form of picture, at its own size, within 2 of 255 of Pillow', () => {
  test.each(goldens('decoded').map((golden) => [golden.file, golden] as const))('%s', async (file, golden) => {
    const { height, width } = golden
    // Chroma of a lossy WebP is spread over the pixels in another way.
    const allowed = file === 'lossy.webp' ? 8 : 2
    const rgb = await decode(file, goldenFile(file), { shape: [height, width, 3], resize: 'stretch' })
    expect(largestDifference(rgb, bytesOf(golden.rgb))).toBeLessThanOrEqual(allowed)
    const grey = await decode(file, goldenFile(file), { shape: [height, width, 1], resize: 'stretch' })
    expect(largestDifference(grey, bytesOf(golden.grey))).toBeLessThanOrEqual(allowed)
  })
})

describe('scaled as Pillow does, within 1 of 255 (2 where alpha or JPEG was rounded before)', () => {
  test.each(
    goldens('scaled').map(
      (golden) => [`${golden.file} ${golden.resize} ${golden.height}x${golden.width}`, golden] as const,
    ),
  )('%s', async (_, { file, height, width, channels, resize, pixels }) => {
    const ours = await decode(file, goldenFile(file), { shape: [height, width, channels], resize })
    const allowed = file === 'rgba.png' || file.endsWith('.jpg') ? 2 : 1
    expect(largestDifference(ours, bytesOf(pixels))).toBeLessThanOrEqual(allowed)
  })
})

describe.skipIf(!shared)(`the reference table of resizes${shared ? '' : ` (${noReference})`}`, () => {
  interface Case {
    readonly case: string
    readonly op: string
    readonly image: string
    readonly params: { readonly size_hw: readonly [number, number] }
    readonly outputs: { readonly pillow: { readonly not_stored_see?: string } }
  }
  const index = shared
    ? (JSON.parse(readFileSync(referencePath('augment', 'index.json'), 'utf8')) as { cases: readonly Case[] })
    : { cases: [] }
  const tensors = shared ? readSafetensors(referencePath('augment', 'ops.safetensors')) : new Map()
  const cases = index.cases.filter(({ op }) => op === 'resize_bilinear_antialias')

  test('has cases', () => expect(cases.length).toBe(8))
  test.each(cases.map((one) => [one.case, one] as const))(
    '%s: within 1 of 255',
    async (name, { image, params, outputs }) => {
      const [height, width] = params.size_hw
      const file = `${image}.png`
      const bytes = Uint8Array.from(readFileSync(referencePath('augment', file)))
      const ours = await decode(file, bytes, { shape: [height, width, 3], resize: 'stretch' })
      const theirs = tensors.get(`${name}/${outputs.pillow.not_stored_see ?? 'pillow'}`)
      expect(largestDifference(ours, theirs?.data as Uint8Array)).toBeLessThanOrEqual(1)
    },
  )
})

describe.skipIf(!shared)(`hostile pictures that decode${shared ? '' : ` (${noReference})`}`, () => {
  test.each(goldens('sampled').map((golden) => [golden.file, golden] as const))(
    '%s: within 2 of 255 of Pillow at places drawn by lot',
    async (file, { height, width, places, rgb, grey }) => {
      const bytes = Uint8Array.from(readFileSync(path.join(shared ?? '', 'data', 'hostile-images', file)))
      for (const [channels, wanted] of [
        [3, bytesOf(rgb)],
        [1, bytesOf(grey)],
      ] as const) {
        const pixels = await decode(file, bytes, { shape: [height, width, channels], resize: 'stretch' })
        const ours = Uint8Array.from(
          places.flatMap((place) => [...pixels.subarray(place * channels, (place + 1) * channels)]),
        )
        expect(largestDifference(ours, wanted), `${channels} channels`).toBeLessThanOrEqual(2)
      }
    },
  )
})
