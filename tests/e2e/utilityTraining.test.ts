import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForNode } from '../bundleForNode'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { type DesktopMachine, desktopMachine, majors, majorsToTest } from './desktopMachine'
import type { TrainedInElectron } from './trainInElectron'

const training = { epochs: 3, batchSize: 8, checkpoint: { everySteps: 25 } }
const job = path.resolve(__dirname, '../../out/main/job.cjs')

let folder: string
let program: string
let machine: DesktopMachine | string
let expected: ReturnType<typeof newestWeights>
beforeAll(async () => {
  machine = await desktopMachine()
  if (typeof machine === 'string') return
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-utility-'))
  program = await bundleForNode(path.join(__dirname, 'trainInElectron.ts'))
  const project = writeSmallProject(path.join(folder, 'terminal'), { training })
  const { status, stderr } = await terminal(['train', project, '--device', 'cpu'])
  expect(status, stderr).toBe(0)
  expected = newestWeights(onlyRun(project))
}, 300_000)
afterAll(async () => {
  if (typeof machine === 'string') return
  await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
  rmSync(path.dirname(program), { recursive: true, force: true })
})

describe.each(majors)('a training in the utilityProcess of Electron %i', (major) => {
  test('ends bit-equal to the run of the terminal', async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `whole-${major}`), { training })
    const trained = await trainIn(machine, machine.electron[major], project)
    expect(trained).toMatchObject({ result: { end: 'epochs', epochs: 3 }, restarts: [] })
    expect(trained.electron.startsWith(`${major}.`)).toBe(true)
    expect(newestWeights(onlyRun(project))).toEqual(expected)
  })

  test.runIf(majorsToTest.includes(major))(
    'that crashes goes on from its checkpoint and ends the same',
    async ({ skip }) => {
      if (typeof machine === 'string') return skip(machine)
      const project = writeSmallProject(path.join(folder, `crash-${major}`), { training })
      const trained = await trainIn(machine, machine.electron[major], project, 'SIGSEGV')
      expect(trained.restarts).toEqual([expect.stringMatching(/^the job process crashed \(signal SIGSEGV/)])
      expect(newestWeights(onlyRun(project))).toEqual(expected)
    },
  )

  test.runIf(majorsToTest.includes(major))('that is killed from outside says so', async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `killed-${major}`), { training })
    const trained = await trainIn(machine, machine.electron[major], project, 'SIGKILL')
    expect(trained).toMatchObject({ restarts: [], problem: { code: 'job-killed' } })
    expect(trained.problem?.message).toContain('signal SIGKILL')
  })
})

/** Runs the program in an Electron and gives what it said last. */
async function trainIn(
  { screen }: DesktopMachine,
  electron: string,
  project: string,
  kill?: string,
): Promise<TrainedInElectron> {
  const words = ['--no-sandbox', '--disable-gpu', program, '--', job, project, ...(kill ? [kill] : [])]
  const child = spawn(electron, words, { env: { ...process.env, DISPLAY: screen.DISPLAY } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  await new Promise((resolve) => child.once('close', resolve))
  const last = stdout.trim().split('\n').at(-1)
  if (!last?.startsWith('{')) throw new Error(`no answer: ${stdout}\n${stderr}`)
  return JSON.parse(last) as TrainedInElectron
}
