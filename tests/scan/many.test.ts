import path from 'node:path'
import { expect, test } from 'vitest'
import { makeJpegFolder } from '../data/makeJpegFolder.mjs'
import { cacheIn, temporaryFolder } from './scanHere'
import { bundledStudio, timedCancel, timedScan } from './timedScan'

const count = 5000

/** `npm run bench -- scan` does the same with 100,000. Where others have the machine too, the best of three counts. */
test('5,000 small JPEGs: counts within a second, little memory, a stop within a second, a rescan at once', async () => {
  const folder = temporaryFolder()
  cacheIn(path.join(folder, 'cache'))
  const source = path.join(folder, 'set')
  makeJpegFolder(source, { count, classes: 50 })
  const studio = bundledStudio(path.resolve(__dirname, '../..'))

  const cancels = [await timedCancel(studio, source, 'reading'), await timedCancel(studio, source, 'listing')]
  for (const ms of cancels) expect(ms).toBeLessThan(1000)

  const first = await timedScan(studio, source)
  expect(first.result.report).toMatchObject({ files: count, images: count, problems: [], duplicates: [] })
  expect(first.result.report.nearDuplicates).toEqual([])
  if (first.growthMb !== undefined) expect(first.growthMb).toBeLessThan(300)

  const again = [await timedScan(studio, source), await timedScan(studio, source)]
  for (const { result } of again) {
    expect(result.reused).toBe(count)
    expect({ ...result.report, createdAt: '' }).toEqual({ ...first.result.report, createdAt: '' })
  }
  expect(Math.min(...again.map(({ seconds }) => seconds))).toBeLessThan(5)
  expect(Math.min(...[first, ...again].map(({ firstCountsMs }) => firstCountsMs))).toBeLessThan(1000)
}, 120_000)
