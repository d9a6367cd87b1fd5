import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { collect, jsonLines, start, terminal } from '../terminal/terminalProgram'
import { childProcesses, isRunning } from './childProcesses'
import { newestWeights, onlyRun } from './killedRun'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-orphan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const until = async (isTrue: () => boolean, ms: number): Promise<boolean> => {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    if (isTrue()) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return isTrue()
}

test('when the studio is killed, its job writes a checkpoint of where it is and exits within five seconds', async () => {
  const where = writeSmallProject(path.join(folder, 'orphan'), { training: { epochs: 1000, batchSize: 8 } })
  const child = start(['train', where, '--json'])
  const output = collect(child)
  const lastStep = () =>
    jsonLines(output.stdout).reduce((step, line) => (line.event === 'step' ? Number(line.step) : step), 0)
  expect(await until(() => lastStep() > 20, 30_000), output.stderr).toBe(true)
  const jobs = childProcesses(child.pid as number)
  expect(jobs).toHaveLength(1)
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
  expect(await until(() => !jobs.some(isRunning), 5_000)).toBe(true)

  const run = onlyRun(where)
  const { step } = newestWeights(run)
  expect(step).toBeGreaterThanOrEqual(lastStep())
  const last = readFileSync(path.join(run, 'events.jsonl'), 'utf8').trim().split('\n').at(-1) as string
  expect(JSON.parse(last)).toMatchObject({ event: 'stopped', reason: 'orphaned', step })
  const resumed = await terminal(['train', '--resume', run, '--steps', String(step + 3), '--json'])
  expect(resumed.status, resumed.stderr).toBe(0)
  const [first] = jsonLines(resumed.stdout).filter((line) => line.event === 'step')
  expect(first).toMatchObject({ step: step + 1 })
})
