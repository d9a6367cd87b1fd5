import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import type { PictureHeader } from '../../main/data/pictures/pictureHeader'
import { planPicture } from '../../main/jobs/pictures/planPicture'
import { rarePixels } from '../../main/jobs/pictures/rarePixels'
import { goldenFile } from './goldens'

test('pixels stay what they are when garbage is collected and other pictures are decoded', async () => {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  const target = { shape: [4, 4, 3], resize: 'stretch', background: [10, 200, 90] } as const
  const plan = async (name: string) => {
    const bytes = goldenFile(name)
    return (await planPicture(bytes, inspectPicture(bytes).header as PictureHeader, target, 1e6)).file
  }
  for (const name of ['alpha.webp', 'lossless.webp', 'transparent.gif', 'cmyk.tif']) {
    const before = Uint8Array.from(await plan(name))
    const kept: Uint8Array[] = []
    for (let k = 0; k < 20; k++) {
      kept.push(await plan(name))
      collect()
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    for (const pixels of kept) expect(Uint8Array.from(pixels), name).toEqual(before)
  }
})

test('of sharp only the WebAssembly build is loaded', async () => {
  await rarePixels(goldenFile('lossless.webp'), false, 1e6)
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: readonly string[] }
  expect(sharedObjects.length).toBeGreaterThan(0)
  expect(sharedObjects.filter((name) => /sharp|vips|glib/.test(name))).toEqual([])
})
