import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../main/data/listing/testing/temporaryFolder'
import { bundleForNode } from '../bundleForNode'
import { makeJpegFolder } from './makeJpegFolder.mjs'

const isSlow = process.env.LAYERLOOM_SLOW === '1'

const sizes: [count: number, classes: number][] = isSlow
  ? [
      [100_000, 1_000],
      [100_000, 1],
    ]
  : [
      [10_000, 100],
      [10_000, 1],
    ]

/** LAYERLOOM_SLOW=1 takes the 100,000 of the promise; making them takes most of the time. */
test.each(sizes)(
  '%i files in %i classes: first counts and cancel within a second, less than 300 MB more memory',
  { timeout: 600_000 },
  async (count, classes) => {
    const folder = temporaryFolder()
    makeJpegFolder(folder, { count, classes })
    const program = await bundleForNode(path.join(__dirname, 'listMany.ts'))
    onTestFinished(() => rmSync(path.dirname(program), { recursive: true }))
    const { stdout } = await promisify(execFile)(process.execPath, [program, folder])
    if (isSlow) process.stderr.write(stdout)
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ files: count, classes, problems: 0, unread: 0, end: 'called off' })
    expect(told.firstMs).toBeLessThan(1_000)
    // A fast machine has them all before the first tenth of a second is over.
    if (isSlow) expect(told.firstFiles).toBeLessThan(count)
    expect(told.cancelMs).toBeLessThan(1_000)
    expect(told.listGrowthMB).toBeLessThan(300)
    // Each takes 8 microseconds of processor time; the limit is for machines that are busy with other things.
    expect(count / (Math.min(...told.readMs) / 1_000)).toBeGreaterThan(4_000)
  },
)
