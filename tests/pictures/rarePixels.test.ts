import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { rarePixels } from '../../main/jobs/pictures/rarePixels'
import { goldenFile } from './goldens'

test('pixels stay what they are when garbage is collected and other pictures are decoded', async () => {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  const decode = async () => (await rarePixels(goldenFile('alpha.webp'), false, 1e6)).pixels.subarray(0)
  const before = Uint8Array.from(await decode())
  const kept: Uint8Array[] = []
  for (let k = 0; k < 40; k++) {
    kept.push(await decode())
    collect()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (const pixels of kept) expect(pixels).toEqual(before)
})
