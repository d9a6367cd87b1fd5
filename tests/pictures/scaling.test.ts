import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import type { PictureHeader } from '../../main/data/pictures/pictureHeader'
import { DecodeCalls } from '../../main/jobs/pictures/decodeCalls'
import { planPicture } from '../../main/jobs/pictures/planPicture'
import { placement } from '../../shared/pictures/placement'
import { noReference, shared } from '../reference'
import { goldenFile, largestDifference } from './goldens'

test('a picture laid on its background in slabs is the one laid on it whole', async () => {
  const calls = new DecodeCalls()
  const stored = { height: 18, width: 26 }
  const target = { height: 7, width: 9 }
  const picture = { file: goldenFile('rgba.png'), ...stored, placement: placement(stored, target, 'crop') }
  const kind = { coding: 'png', channels: 4, wanted: 3, resized: { ...target, by: 'lines' } } as const
  const run = (slabs?: number) =>
    calls.run({ ...kind, ...(slabs && { slabs }) }, { ...target, background: [10, 200, 90] }, [picture])
  const whole = await run()
  for (const slabs of [1, 5, 26]) expect(await run(slabs), `${slabs} slabs`).toEqual(whole)
  calls.close()
})

test('both ways of scaling give the same pixels', async () => {
  const calls = new DecodeCalls()
  const stored = { height: 18, width: 26 }
  for (const target of [
    { height: 7, width: 9 },
    { height: 40, width: 31 },
  ])
    for (const resize of ['stretch', 'crop', 'fit'] as const)
      for (const [file, channels] of [
        ['rgb.png', 3],
        ['grey.png', 1],
        ['rgba.png', 4],
      ] as const) {
        const picture = { file: goldenFile(file), ...stored, placement: placement(stored, target, resize) }
        const run = (by: 'plain' | 'lines') =>
          calls.run(
            { coding: 'png', channels, wanted: 3, resized: { ...target, by } },
            { ...target, background: [1, 2, 3] },
            Array.from({ length: 4 }, () => picture),
          )
        expect(await run('lines'), `${file} ${resize}`).toEqual(await run('plain'))
      }
  calls.close()
})

test.skipIf(!shared)(`a photo of which only a window is decoded${shared ? '' : ` (${noReference})`}`, async () => {
  const calls = new DecodeCalls()
  const background = [0, 0, 0] as const
  for (const orientation of [1, 3, 6, 8]) {
    const name = path.join(shared ?? '', 'data', 'hostile-images', 'exif', `Landscape_${orientation}.jpg`)
    const file = Uint8Array.from(readFileSync(name))
    const header = inspectPicture(file).header as PictureHeader
    const planned = await planPicture(file, header, { shape: [40, 100, 3], resize: 'crop', background }, 1e6)
    const { isWindowed, ...kind } = planned.kind
    expect(isWindowed, name).toBe(true)
    expect(planned.height * planned.width).toBeLessThan(header.height * header.width)
    const size = kind.resized ?? header
    const whole = { file, height: header.height, width: header.width, placement: placement(header, size, 'crop') }
    const ours = await calls.run(planned.kind, { ...size, background }, [planned])
    const theirs = await calls.run(kind, { ...size, background }, [whole])
    expect(largestDifference(ours, theirs), name).toBeLessThanOrEqual(1)
  }
  calls.close()
})

test('a call that fails is counted with what it leaks', async () => {
  const calls = new DecodeCalls()
  const size = { height: 18, width: 26 }
  const file = goldenFile('rgb.png').slice(0, 200)
  const kind = { coding: 'png', channels: 3, wanted: 3 } as const
  const picture = { file, ...size, placement: placement(size, size, 'stretch') }
  await expect(calls.run(kind, { ...size, background: [0, 0, 0] }, [picture])).rejects.toThrow()
  expect(calls).toMatchObject({ failures: 1, leakedBytes: 200 })
  calls.close()
})
