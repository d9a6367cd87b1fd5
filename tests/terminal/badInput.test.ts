import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { networkOf } from '../engine/networks'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { type SmallProject, writeSmallProject } from './smallProject'
import { collect, jsonLines, start, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-terminal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const place = () => path.join(folder, `project-${++count}`)

const layer = (id: string, type: string, inputs: string[], config = {}) => ({ id, type, inputs, config })
const withLayers = (...layers: object[]) => ({
  layers: [layer('input', 'input', [], { shape: [12, 12, 1] }), ...layers],
})

const broken: [what: string, project: SmallProject, words: RegExp][] = [
  ['an unknown layer', { network: withLayers(layer('c', 'conv2e', ['input'])) }, /c: .*conv2e.*did you mean.*conv2d/s],
  [
    'a loop',
    {
      network: withLayers(
        layer('a', 'add', ['input', 'b']),
        layer('b', 'activation', ['a']),
        layer('out', 'flatten', ['b']),
      ),
    },
    /loop|cycle/,
  ],
  [
    'a kernel that does not fit',
    {
      network: networkOf(
        ['input', 'input', { shape: [12, 12, 1] }],
        ['pool', 'max-pool', { size: [4, 4] }],
        ['conv2d_3', 'conv2d', { filters: 4, kernel: 5, padding: 'valid' }],
        ['flat', 'flatten'],
        ['out', 'dense', { units: 4 }],
      ),
    },
    /conv2d_3: kernel 5x5 does not fit its 3x3 input\s+use padding "same" or a smaller kernel/,
  ],
  ['a newer version', { version: 9 }, /version 9.*update Layerloom/s],
  ['data that is not there', { data: { source: 'nowhere' } }, /nowhere/],
  [
    'an output of the wrong size',
    {
      network: networkOf(
        ['input', 'input', { shape: [12, 12, 1] }],
        ['flat', 'flatten'],
        ['out', 'dense', { units: 7 }],
      ),
    },
    /out: gives 7, the data has 4 classes/,
  ],
  ['a setting out of range', { training: { epochs: 0 } }, /epochs/],
]

describe('a project that cannot be trained', () => {
  test.each(broken)('%s: says what, where and what to do, exit 1, nothing changed', async (_, project, words) => {
    const where = writeSmallProject(place(), project)
    const before = readFileSync(path.join(where, 'project.json'))
    const { status, stderr } = await terminal(['train', where])
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(status).toBe(1)
    expect(readFileSync(path.join(where, 'project.json')).equals(before)).toBe(true)
  })

  test('broken JSON is named with line and column', async () => {
    const where = writeSmallProject(place())
    writeFileSync(path.join(where, 'project.json'), '{\n  "format": "layerloom-project",\n  "version": }')
    const { status, stderr } = await terminal(['train', where])
    expect(status).toBe(1)
    expect(stderr).toMatch(/project\.json.*line 3/s)
  })

  test('--json answers with the problem as the last object', async () => {
    const where = writeSmallProject(place(), { data: { source: 'nowhere' } })
    const { status, stdout } = await terminal(['train', where, '--json'])
    expect(status).toBe(1)
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      event: 'done',
      status: 'failed',
      problem: { message: expect.any(String) },
    })
  })
})

describe('wrong usage exits 2', () => {
  test.each([
    [['trian'], /train/],
    [['train'], /project/],
    [['train', 'x', '--epoch', '3'], /--epochs/],
    [['train', 'x', '--epochs', 'many'], /epochs/],
    [['train', 'x', '--resume', 'last', '--seed', '4'], /--seed.*--resume/],
  ] as [string[], RegExp][])('%j', async (words, said) => {
    const { status, stderr } = await terminal(words)
    expect(status).toBe(2)
    expect(stderr).toMatch(said)
  })
})

test('a run whose loss breaks stops, names step, layer and likely cause, and keeps the last good checkpoint', async () => {
  const training = { learningRate: 1e18, optimizer: { name: 'sgd' }, epochs: 5, checkpoint: { everySteps: 1 } }
  const network = networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['conv', 'conv2d', { filters: 4, kernel: 3 }],
    ['relu', 'activation'],
    ['flat', 'flatten'],
    ['out', 'dense', { units: 4 }],
  )
  const where = writeSmallProject(place(), { training, network })
  const { status, stderr } = await terminal(['train', where])
  expect(status).toBe(1)
  expect(stderr).toMatch(/step \d+/)
  expect(stderr).toMatch(/conv|out/)
  expect(stderr).toMatch(/learning rate/)
  const run = onlyRun(where)
  expect(readFileSync(path.join(run, 'events.jsonl'), 'utf8')).toContain('"failed"')
})

test('a run that another process is writing is refused by name; the other goes on', async () => {
  const where = writeSmallProject(place(), { training: { epochs: 400 } })
  const first = start(['train', where, '--json'])
  const output = collect(first)
  const closed = new Promise<number | null>((resolve) => first.once('close', resolve))
  while (!output.stdout.includes('"step"')) await new Promise((resolve) => setTimeout(resolve, 50))
  const { status, stderr } = await terminal(['train', where, '--resume', 'last'])
  expect(status).toBe(1)
  expect(stderr).toMatch(/process \d+|being written|in use|already/)
  first.kill('SIGINT')
  // A person's stop is no failure: 130 says that it was a signal.
  expect(await closed).toBe(130)
  expect(newestWeights(onlyRun(where)).step).toBeGreaterThan(0)
  const resumed = await terminal([
    'train',
    where,
    '--resume',
    'last',
    '--steps',
    String(newestWeights(onlyRun(where)).step + 5),
  ])
  expect(resumed.status, resumed.stderr).toBe(0)
})

const canMount = (() => {
  try {
    const probe = mkdtempSync(path.join(tmpdir(), 'layerloom-mount-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' })
    execFileSync('umount', [probe])
    rmSync(probe, { recursive: true })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!canMount)('on a file system of its own (needs to be root on Linux)', () => {
  const mounted = (options: string, use: (where: string) => Promise<void>) => async () => {
    const where = place()
    mkdirSync(where)
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', where])
    try {
      await use(where)
    } finally {
      execFileSync('umount', [where])
    }
  }

  test(
    'a folder that cannot be written is named before any training',
    mounted('size=4m', async (where) => {
      writeSmallProject(where)
      execFileSync('mount', ['-o', 'remount,ro', where])
      const { status, stderr } = await terminal(['train', where])
      expect(status).toBe(1)
      expect(stderr).toMatch(/read-only|cannot be written|may not/)
      expect(existsSync(path.join(where, 'runs'))).toBe(false)
    }),
  )

  test(
    'a disk that fills while the training goes on is told, and an older checkpoint stays whole',
    mounted('size=700k', async (where) => {
      writeSmallProject(where, { training: { epochs: 30, checkpoint: { everySteps: 5, keep: 60 } } })
      const { status, stderr } = await terminal(['train', where])
      expect(stderr).toMatch(/full|no space|free/i)
      expect(status).toBe(1)
      const { step } = newestWeights(onlyRun(where))
      expect(step).toBeGreaterThan(0)
      const evaluated = await terminal(['evaluate', onlyRun(where), '--checkpoint', 'latest', '--json'])
      expect(evaluated.status, evaluated.stderr).toBe(0)
    }),
  )
})
