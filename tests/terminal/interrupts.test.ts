import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from './smallProject'
import { collect, jsonLines, program, start, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-interrupts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const endless = (name: string) =>
  writeSmallProject(path.join(folder, name), { training: { epochs: 5000, batchSize: 8 } })

const until = async (isTrue: () => boolean): Promise<void> => {
  for (const end = performance.now() + 40_000; !isTrue(); ) {
    if (performance.now() > end) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s: a checkpoint of the last step, then status %i', async (signal, expected) => {
  const where = endless(signal)
  const child = start(['train', where, '--json'])
  const output = collect(child)
  const status = new Promise((resolve) => child.once('close', resolve))
  await until(() => output.stdout.includes('"step"'))
  child.kill(signal)
  expect(await status).toBe(expected)
  const lines = jsonLines(output.stdout)
  const steps = lines.filter((line) => line.event === 'step')
  const done = lines.at(-1)
  expect(done).toMatchObject({ event: 'done', status: 'stopped', steps: steps.at(-1)?.step, test: null })
  // No step is told twice or left out.
  expect(steps.map((line) => line.step)).toEqual(steps.map((_, k) => k + 1))
  expect(newestWeights(onlyRun(where)).step).toBe(done?.steps)
})

test('whoever reads goes away: the run stops with a checkpoint, without a word about pipes', async () => {
  const where = endless('pipe')
  const child = start(['train', where, '--json'])
  const output = collect(child)
  const status = new Promise((resolve) => child.once('close', resolve))
  await until(() => output.stdout.includes('"step"'))
  child.stdout?.destroy()
  await status
  expect(output.stderr).not.toMatch(/EPIPE|Error/)
  expect(newestWeights(onlyRun(where)).step).toBeGreaterThan(0)
})

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true

describe.skipIf(!hasScript)('in a terminal (needs `script` of util-linux)', () => {
  /** Runs it with a terminal of its own; `keys` are typed when the text has come that many times. */
  async function inTerminal(words: string[], keys: { after: RegExp; type: string }[]) {
    const command = [process.execPath, program, ...words].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { ...process.env, COLUMNS: '120', TERM: 'xterm' },
    })
    let text = ''
    let seen = 0
    const waiting = [...keys]
    child.stdout.on('data', (part) => {
      text += part
      const next = waiting[0]
      if (!next?.after.test(text.slice(seen))) return
      waiting.shift()
      seen = text.length
      child.stdin.write(next.type)
    })
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
    return { text, status }
  }

  test('a bar with epoch, step, speed, loss, accuracy and what is left; Ctrl-C keeps the last step', async () => {
    const where = endless('bar')
    const { text, status } = await inTerminal(['train', where], [{ after: /epoch 2\/5000 .*step/, type: '\x03' }])
    expect(text).toMatch(
      /epoch \d+\/5000 [█░]+ {2}step [\d,]+\/[\d,]+ {2}[\d,]+ images\/s {2}loss (?:\d+\.\d{4}|\d\.\d+e-\d+) {2}top-1 \d+\.\d % {2}ETA [\d:]+/,
    )
    expect(text).toContain('stopping after a checkpoint')
    expect(text).toMatch(/stopped at step [\d,]+; go on with: train --resume/)
    expect(status).toBe(130)
    const events = readFileSync(path.join(onlyRun(where), 'events.jsonl'), 'utf8')
    expect(events.trim().split('\n').at(-1)).toContain('"stopped"')
  })

  test('twice: it stops at once', async () => {
    const where = endless('twice')
    const begun = performance.now()
    const { status } = await inTerminal(['train', where], [{ after: /epoch 1\/5000 .*step/, type: '\x03\x03' }])
    expect(status).toBe(130)
    expect(performance.now() - begun).toBeLessThan(40_000)
    const resumed = await terminal(['train', where, '--resume', 'last', '--steps', '3'])
    expect(resumed.status, resumed.stderr).toBe(0)
  })
})
