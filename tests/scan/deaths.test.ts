import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSharp } from '../../main/jobs/pictures/loadSharp'
import { type ScanWishes, scanSource } from '../../main/studio/datasets/scanSource'
import { type ScanPatience, scanPatience } from '../../main/studio/datasets/superviseScan'
import { engineFolders } from '../../main/studio/engine/engineFolders'
import type { Studio } from '../../main/studio/studio'
import { forkCarrier } from '../../main/studio/supervision/jobCarrier'
import { bundleForNode } from '../bundleForNode'
import { seededRandom } from '../seededValues'
import { cacheIn, temporaryFolder } from './scanHere'

let studio: Studio
const nodePath = process.env.NODE_PATH
beforeAll(async () => {
  const entry = await bundleForNode(path.resolve(__dirname, 'dyingJob.ts'))
  studio = { carrier: forkCarrier, entry, engines: engineFolders(), hasDriver: false }
  // The bundle lies outside of the checkout, so it is told where the packages are.
  process.env.NODE_PATH = path.resolve(__dirname, '../../node_modules')
})
afterAll(() => {
  if (nodePath === undefined) delete process.env.NODE_PATH
  else process.env.NODE_PATH = nodePath
  rmSync(path.dirname(studio.entry), { recursive: true, force: true })
})

/** Class folders with pictures of noise under these names. */
async function setOf(names: readonly string[]): Promise<string> {
  const folder = temporaryFolder()
  cacheIn(path.join(folder, 'cache'))
  const random = seededRandom(5)
  for (const name of names) {
    const file = path.join(folder, 'set', name)
    mkdirSync(path.dirname(file), { recursive: true })
    const noise = Uint8Array.from({ length: 40 * 40 * 3 }, () => random() * 256)
    writeFileSync(
      file,
      await loadSharp()(noise, { raw: { width: 40, height: 40, channels: 3 } })
        .png()
        .toBuffer(),
    )
  }
  return path.join(folder, 'set')
}

async function scanned(source: string, more: Partial<ScanWishes> = {}, patience: ScanPatience = scanPatience) {
  const losses: string[] = []
  const scan = scanSource(
    studio,
    { source, folder: '/', ...more },
    { onRestart: ({ details }) => void losses.push(details.code) },
    patience,
  )
  return { ...(await scan.ended), losses }
}

const names = (className: string, count: number) =>
  Array.from({ length: count }, (_, k) => `${className}/${String(k).padStart(3, '0')}.png`)

test('a picture that aborts the decoder costs itself and nothing else; the next scan leaves it out without dying', async () => {
  const source = await setOf([...names('a', 20), 'a/abort.png', ...names('b', 20), 'b/abort 1.png', 'b/abort 2.png'])
  const { report, losses } = await scanned(source)
  expect(report.images).toBe(40)
  expect(report.problems).toEqual(
    ['a/abort.png', 'b/abort 1.png', 'b/abort 2.png'].map((name) => ({
      path: name,
      code: 'decoder-died',
      reason: expect.stringContaining('decoder'),
    })),
  )
  // Once with all of them in the decoder, then once a picture.
  expect(losses).toEqual(['job-crashed', 'job-crashed', 'job-crashed', 'job-crashed'])
  const again = await scanned(source)
  expect(again.losses).toEqual([])
  expect(again.reused).toBe(43)
  expect(again.report.problems).toEqual(report.problems)
  // With everything looked at anew they are tried again.
  expect((await scanned(source, { fresh: true })).losses).toHaveLength(4)
}, 120_000)

test('a decoder that does not come back is ended, and its picture left out', async () => {
  const source = await setOf([...names('a', 5), 'b/hang.png', ...names('b', 5)])
  const { report, losses } = await scanned(source, {}, { silentMs: 6000, vainLosses: 3 })
  expect(report.problems.map(({ path: name, code }) => [name, code])).toEqual([['b/hang.png', 'decoder-died']])
  expect(report.images).toBe(10)
  expect(losses).toHaveLength(2)
}, 120_000)

test('a process that dies whatever it does is not started for ever', async () => {
  const losses: string[] = []
  const scan = scanSource(
    studio,
    { source: '/nowhere/doomed', folder: '/' },
    { onRestart: ({ details }) => void losses.push(details.code) },
  )
  await expect(scan.ended).rejects.toMatchObject({ details: { code: 'job-crashed' } })
  expect(losses).toHaveLength(scanPatience.vainLosses - 1)
})

test('a stop within a second while the decoder hangs, and no picture is blamed for it', async () => {
  const source = await setOf([...names('a', 3), 'b/hang.png'])
  const stopped = scanSource(
    studio,
    { source, folder: '/' },
    {
      onEvent: (event) => {
        if (event.event === 'scan' && event.phase === 'reading') setTimeout(() => stop(), 1500)
      },
    },
  )
  let begin = 0
  const stop = () => {
    begin = performance.now()
    stopped.stop()
  }
  await expect(stopped.ended).rejects.toThrow()
  expect(performance.now() - begin).toBeLessThan(1000)
})
