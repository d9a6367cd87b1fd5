import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { newestWeights, onlyRun, trainUnderKills } from './killedRun'

/** 60 kills in the suite; `npm run soak` sets 1,000. */
const kills = Number(process.env.LAYERLOOM_KILLS ?? 60)
const seed = Number(process.env.LAYERLOOM_SEED ?? 1)

const optimizers: object[] = [
  { name: 'sgd', momentum: 0.9, nesterov: true },
  { name: 'rmsprop', centered: true, momentum: 0.5 },
  { name: 'adagrad' },
  { name: 'adamax' },
  { name: 'adam', amsgrad: true },
  { name: 'adamw', convention: 'pytorch' },
  { name: 'adam' },
]

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a training killed with SIGKILL at random moments and resumed', () => {
  test.each(optimizers.map((optimizer, k): [string, object, number] => [`${JSON.stringify(optimizer)}`, optimizer, k]))(
    'ends bit-equal to one that never stopped: %s',
    async (_, optimizer, k) => {
      const share = Math.floor(kills / optimizers.length) + (k < kills % optimizers.length ? 1 : 0)
      // Checkpoints fall in the middle of epochs of 80 or so steps. Long enough for the kills, and then some.
      const schedule = { curve: { name: 'cosine' } }
      const training = { optimizer, schedule, epochs: 8 + 3 * share, batchSize: 4, checkpoint: { everySteps: 33 } }
      const straight = writeSmallProject(path.join(folder, `straight-${k}`), { training })
      const killed = writeSmallProject(path.join(folder, `killed-${k}`), { training })
      const unbroken = await terminal(['train', straight, '--json'])
      expect(unbroken.status, unbroken.stderr).toBe(0)

      const random = randomOf(seed * 100 + k)
      const { kills: hit, at } = await trainUnderKills(killed, share, random)
      expect(hit).toBe(share)
      console.log(`${hit} kills, after steps ${at.join(' ')}`)
      const [expected, found] = [newestWeights(onlyRun(straight)), newestWeights(onlyRun(killed))]
      expect(Object.keys(expected.files).sort()).toEqual(['optimizer-000.safetensors', 'weights-000.safetensors'])
      expect(found).toEqual(expected)
      const leftovers = readdirSync(path.join(onlyRun(killed), 'checkpoints')).filter((name) => name.includes('tmp'))
      expect(leftovers).toEqual([])
    },
    Math.max(20 * 60_000, kills * 60_000),
  )
})

/** Mulberry32: the moments differ between seeds and not between runs of the test. */
function randomOf(start: number): () => number {
  let state = start | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
