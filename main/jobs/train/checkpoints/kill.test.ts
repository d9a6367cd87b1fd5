import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { bundleForNode } from '../../../../tests/bundleForNode'
import { randomFrom } from '../../../disk/testing/randomFrom'
import { CheckpointStore } from '.'
import { loadedStep } from './testing/loadedStep'
import { sampleContent } from './testing/sampleContent'

let program: string
beforeAll(async () => {
  program = await bundleForNode(path.join(__dirname, 'testing/saveChild.ts'))
})
afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the child; `killAfterMs` kills it from outside, that long after it began to save. */
async function save(
  first: number,
  last: number,
  kill: { at?: number; afterMs?: number },
): Promise<{ printed: string[]; signal: string | null }> {
  const words = [program, folder, first, last, kill.at ?? 0].map(String)
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text: Buffer) => {
    // A loaded machine takes its time to start the child: the delay counts from when it is about to save.
    if (output === '' && kill.afterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), kill.afterMs)
    output += text.toString()
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { printed: output.trim().split('\n').slice(1), signal }
}

/** What the next start finds; after it the folder is as if nothing had happened. */
async function recover(): Promise<number> {
  const store = await CheckpointStore.open(folder)
  const found = await store.load()
  expect(found.refused).toEqual([])
  expect(readdirSync(folder).filter((name) => !/^\d+$/.test(name))).toEqual([])
  return loadedStep(found)
}

test('killed at every moment of the writer: the old or the new one is there, whole', { timeout: 240_000 }, async () => {
  const store = await CheckpointStore.open(folder)
  for (const step of [1, 2]) await store.save(sampleContent(step))
  const whole = await save(3, 3, {})
  expect(whole).toMatchObject({ printed: ['3', expect.stringMatching(/^moments \d+$/)], signal: null })
  const moments = Number(whole.printed[1]?.split(' ')[1])
  // A folder, four files with header, content and sync, two renames, two folder syncs, a removal: less would leave some untried.
  expect(moments).toBeGreaterThan(50)
  let step = 3
  const found = { old: 0, new: 0 }
  for (let at = 1; at <= moments; at++) {
    const { printed, signal } = await save(step + 1, step + 1, { at })
    expect(signal).toBe('SIGKILL')
    expect(printed).toEqual([])
    const now = await recover()
    expect([step, step + 1]).toContain(now)
    found[now === step ? 'old' : 'new']++
    // Two of them stay at hand, whatever happened.
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(2)
    step = now
  }
  expect(found.old).toBeGreaterThan(40)
  expect(found.new).toBeGreaterThan(3)
})

/** More of them for a soak. */
const kills = Number(process.env.LAYERLOOM_KILLS ?? 25)

test('killed at random moments while it saves without pause', { timeout: 60_000 + kills * 2000 }, async () => {
  const random = randomFrom(2)
  let step = -1
  let acknowledged = 0
  for (let k = 0; k < kills; k++) {
    const { printed, signal } = await save(step + 1, step + 100_000, { afterMs: random(60) })
    expect(signal).toBe('SIGKILL')
    const now = await recover()
    const last = Number(printed[printed.length - 1] ?? step)
    expect(now).toBeGreaterThanOrEqual(last)
    expect(now).toBeLessThanOrEqual(last + 1)
    acknowledged += printed.length
    step = now
  }
  // They were killed in the midst of saving, not all before the first.
  expect(acknowledged).toBeGreaterThan(0)
})
