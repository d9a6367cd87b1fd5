import type { ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readDataSetFile, writeDataSetFile } from '../../main/data/version/dataSetFiles'
import { applyEdit } from '../../shared/records/dataSetEdits'
import { encodePng } from '../data/encodePng.mjs'
import { pngFile } from '../data/pngFile'
import { quarters, smallNetwork } from '../engine/networks'
import { noReference, shared } from '../reference'
import { killFamily } from '../reliability/childProcesses'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { collect, jsonLines, start, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-folders-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Most of these start several processes that load TensorFlow, perhaps on a machine that is shared. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

/** Each test packs into a cache of its own. */
const cacheOf = (name: string) => path.join(folder, `cache-${name}`)
const run = (name: string, words: readonly string[]) => terminal(words, { env: { LAYERLOOM_CACHE: cacheOf(name) } })
const packsOf = (name: string) =>
  existsSync(path.join(cacheOf(name), 'packs'))
    ? readdirSync(path.join(cacheOf(name), 'packs')).filter((file) => file.endsWith('.pack'))
    : []

/** A project on a folder of PNGs of four classes, mixed in size, that trains in a second. */
function writeProject(name: string, { training = {}, data = {}, preprocessing = {}, count = 240 } = {}): string {
  const project = path.join(folder, name)
  const { images, labels } = quarters(count)
  for (let i = 0; i < count; i++) {
    const file = path.join(project, 'pictures', `quarter-${labels[i]}`, `${String(i).padStart(4, '0')}.png`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, encodePng(images.subarray(i * 144, (i + 1) * 144), 12, 12, 1))
  }
  writeFileSync(path.join(project, 'pictures/quarter-0/broken.png'), pngFile(20, 20, 1, 5).subarray(0, 150))
  writeFileSync(
    path.join(project, 'project.json'),
    JSON.stringify({
      format: 'layerloom-project',
      version: 1,
      name,
      data: { source: 'pictures', ...data },
      preprocessing,
      network: smallNetwork(),
      training: { epochs: 2, batchSize: 16, learningRate: 0.005, seed: 3, ...training },
    }),
  )
  return project
}
const firstOf = (project: string, className: string): string =>
  path.join(className, readdirSync(path.join(project, 'pictures', className)).sort()[0] as string)

/** Weights after a run that was never broken off. */
let straight: Promise<ReturnType<typeof newestWeights>>
beforeAll(() => {
  straight = (async () => {
    const project = writeProject('straight')
    const ran = await run('straight', ['train', project, '--json'])
    expect(ran.status, ran.stderr).toBe(0)
    return newestWeights(onlyRun(project))
  })()
  return straight
})
/** Until a pack is being written. */
async function whilePacking(packs: string, child: ChildProcess): Promise<void> {
  const isPacking = () => existsSync(packs) && readdirSync(packs).some((name) => name.startsWith('.tmp'))
  while (!isPacking() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1))
}
const done = (stdout: string) => jsonLines(stdout).at(-1) as Record<string, unknown>
const jobOf = (project: string) => JSON.parse(readFileSync(path.join(onlyRun(project), 'job.json'), 'utf8'))

describe('training on a folder of pictures', () => {
  test('learns, freezes the version, names it in the run, and says which files it leaves out', async () => {
    const project = writeProject('learns', {
      training: { epochs: 12 },
      preprocessing: { normalization: { kind: 'per-channel' } },
    })
    const ran = await run('learns', ['train', project, '--json'])
    expect(ran.status, ran.stderr).toBe(0)
    expect((done(ran.stdout).test as { top1: number }).top1).toBeGreaterThan(0.8)
    expect(ran.stderr).toMatch(/1 file of pictures is not used: quarter-0\/broken\.png/)
    const frozen = await readDataSetFile(path.join(project, 'dataset.json'))
    expect(frozen?.entries).toHaveLength(240)
    const { data, project: kept } = jobOf(project)
    expect(data.version).toBe(frozen?.hash)
    const { train, validation, test: held } = data.counts
    expect(train + validation + held).toBe(240)
    // To within half a picture a class, of four.
    for (const part of [validation, held]) expect(Math.abs(part - 24)).toBeLessThanOrEqual(2)
    expect(kept.preprocessing.normalization).toMatchObject({
      kind: 'mean-deviation',
      mean: [expect.any(Number)],
      deviation: [expect.any(Number)],
    })
    expect(await readDataSetFile(path.join(onlyRun(project), 'dataset.json'))).toEqual(frozen)
    expect(readFileSync(path.join(onlyRun(project), 'events.jsonl'), 'utf8')).toContain('quarter-0/broken.png')

    const again = await run('learns', ['evaluate', onlyRun(project), '--json'])
    expect(again.status, again.stderr).toBe(0)
    expect(JSON.parse(again.stdout).top1).toBeCloseTo((done(ran.stdout).test as { top1: number }).top1, 9)
    expect(packsOf('learns')).toHaveLength(1)
  })

  test('goes on bit-equal, with the files gone, exchanged or edited out meanwhile: the run has its version and the pack', async () => {
    const broken = writeProject('broken-off')
    expect((await run('resume', ['train', broken, '--json', '--steps', '9'])).status).toBe(0)
    const file = path.join(broken, 'dataset.json')
    const frozen = await readDataSetFile(file)
    if (!frozen) throw new Error('no version')
    const names = frozen.entries.slice(0, 20).map(([name]) => name)
    await writeDataSetFile(file, applyEdit(frozen, { kind: 'exclude', by: 'person', names }))
    rmSync(path.join(broken, 'pictures/quarter-1'), { recursive: true })
    writeFileSync(path.join(broken, 'pictures', firstOf(broken, 'quarter-2')), pngFile(12, 12, 1, 9))
    const rest = await run('resume', ['train', broken, '--json', '--resume', 'last'])
    expect(rest.status, rest.stderr).toBe(0)
    expect(newestWeights(onlyRun(broken))).toEqual(await straight)
    const evaluated = await run('resume', ['evaluate', onlyRun(broken), '--json'])
    expect(evaluated.status, evaluated.stderr).toBe(0)
    expect(evaluated.stderr).not.toContain('not what this run was trained on')
  })

  test('without its pack a run goes on if the files are as they were, and refuses other ones', async () => {
    const project = writeProject('packless')
    expect((await run('packless', ['train', project, '--json', '--steps', '9'])).status).toBe(0)
    const place = path.join(project, 'pictures', firstOf(project, 'quarter-2'))
    const picture = readFileSync(place)
    rmSync(path.join(cacheOf('packless'), 'packs'), { recursive: true })
    writeFileSync(place, pngFile(12, 12, 1, 9))
    const refused = await run('packless', ['train', project, '--json', '--resume', 'last'])
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(
      /pictures is not what this run began with: quarter-2\/\d+\.png is gone, or another picture now/,
    )
    expect(newestWeights(onlyRun(project)).step).toBe(9)
    writeFileSync(place, picture)
    const rest = await run('packless', ['train', project, '--json', '--resume', 'last'])
    expect(rest.status, rest.stderr).toBe(0)
    expect(newestWeights(onlyRun(project))).toEqual(await straight)
  })

  test('a new run takes in what came, keeps where everything stood, and says so', async () => {
    const project = writeProject('grows', { training: { epochs: 1 } })
    expect((await run('grows', ['train', project, '--json'])).status).toBe(0)
    const before = await readDataSetFile(path.join(project, 'dataset.json'))
    for (let i = 0; i < 40; i++)
      writeFileSync(path.join(project, `pictures/quarter-0/new-${i}.png`), pngFile(12, 12, 1, i))
    rmSync(path.join(project, 'pictures', firstOf(project, 'quarter-1')))
    const next = await run('grows', ['train', project, '--json'])
    expect(next.status, next.stderr).toBe(0)
    expect(next.stderr).toMatch(/of its pictures 40 new, 1 gone/)
    const after = await readDataSetFile(path.join(project, 'dataset.json'))
    expect(after?.entries).toHaveLength(279)
    const standing = new Set(before?.entries.map(String))
    expect(after?.entries.filter((entry) => standing.has(String(entry)))).toHaveLength(239)
  })

  test('Ctrl-C while it packs: ended by the signal, and nothing half-packed is left', async () => {
    const project = writeProject('cancelled', { count: 3000 })
    const child = start(['train', project, '--json'], { env: { LAYERLOOM_CACHE: cacheOf('cancelled') } })
    const output = collect(child)
    const closed = new Promise((resolve) => child.once('close', resolve))
    const packs = path.join(cacheOf('cancelled'), 'packs')
    await whilePacking(packs, child)
    child.kill('SIGINT')
    await closed
    expect(child.exitCode, output.stderr).toBe(130)
    expect(output.stdout).not.toContain('"step"')
    expect(readdirSync(packs)).toEqual(['places'])
    expect(readdirSync(path.join(project, 'runs'))).toEqual([])
  })

  test('killed while it packs, it packs anew and learns the same', async () => {
    const project = writeProject('killed', { count: 1500, training: { epochs: 1, batchSize: 64 } })
    const child = start(['train', project, '--json'], { env: { LAYERLOOM_CACHE: cacheOf('killed') } })
    const output = collect(child)
    const closed = new Promise((resolve) => child.once('close', resolve))
    const packs = path.join(cacheOf('killed'), 'packs')
    await whilePacking(packs, child)
    killFamily(child.pid as number)
    await closed
    expect(output.stdout).not.toContain('"step"')
    expect(packsOf('killed')).toEqual([])
    const ran = await run('killed', ['train', project, '--json'])
    expect(ran.status, ran.stderr).toBe(0)
    expect(readdirSync(packs).filter((name) => name.startsWith('.tmp'))).toEqual([])
    expect(packsOf('killed')).toHaveLength(1)
  })

  test.each([
    ['skip', 0],
    ['stop', 1],
  ] as const)('files that cannot be read any more: %s', async (whenFilesChange, status) => {
    const name = `unreadable-${whenFilesChange}`
    const project = writeProject(name, {
      data: { whenFilesChange },
      training: { epochs: 1, batchSize: 64 },
      count: 1500,
    })
    const pictures = path.join(project, 'pictures')
    const child = start(['train', project, '--json'], { env: { LAYERLOOM_CACHE: cacheOf(name) } })
    const output = collect(child)
    const closed = new Promise((resolve) => child.once('close', resolve))
    const packs = path.join(cacheOf(name), 'packs')
    await whilePacking(packs, child)
    renameSync(path.join(pictures, 'quarter-3'), path.join(project, 'away'))
    await closed
    expect(child.exitCode, output.stderr).toBe(status)
    if (status === 1) expect(output.stderr).toMatch(/quarter-3\/\d+\.png/)
    else {
      expect(output.stderr).toMatch(/files of pictures are not used/)
      const { counts, classes } = jobOf(project).data
      expect(classes).toHaveLength(4)
      expect(counts.train + counts.validation + counts.test).toBeLessThan(1500)
      expect(readFileSync(path.join(onlyRun(project), 'events.jsonl'), 'utf8')).toMatch(/"place":"quarter-3\//)
    }
  })
})

describe('bad folders', () => {
  const cases: [what: string, files: string[], words: RegExp][] = [
    ['empty', [], /holds no data that this version reads/],
    ['one class', ['a/1.png', 'a/2.png'], /has one class only/],
    ['nothing but text', ['a/1.txt', 'b/2.txt'], /none of the files of .* is a picture|has no pictures/],
  ]
  test.each(cases)('%s: new says it and writes nothing', async (what, files, words) => {
    const source = path.join(folder, `bad-${what}`)
    mkdirSync(source)
    for (const name of files) {
      mkdirSync(path.dirname(path.join(source, name)), { recursive: true })
      writeFileSync(path.join(source, name), name.endsWith('.txt') ? 'words' : pngFile(9, 9, 3, 1))
    }
    const project = path.join(folder, `of-${what}`)
    const ran = await run('bad', ['new', project, '--network', 'lenet-5', '--data', source])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toMatch(words)
    expect(existsSync(path.join(project, 'project.json'))).toBe(false)
  })
})

describe.skipIf(!shared)(`real photos${shared ? '' : ` (${noReference})`}`, () => {
  const data = path.join(shared ?? '', 'data')

  test('ants and bees from new to evaluate and check-gradients; the placeholder GIF is decoded or named', async () => {
    const project = path.join(folder, 'photos')
    const made = await run('photos', [
      'new',
      project,
      '--network',
      'lenet-5',
      '--data',
      path.join(data, 'photos'),
      '--size',
      '32',
      '--json',
    ])
    expect(made.status, made.stderr).toBe(0)
    expect(JSON.parse(made.stdout)).toMatchObject({
      inputShape: [32, 32, 3],
      counts: { train: 245, validation: 153, test: 0 },
    })
    const ran = await run('photos', ['train', project, '--json', '--epochs', '2', '--batch-size', '32'])
    expect(ran.status, ran.stderr).toBe(0)
    const { counts } = jobOf(project).data
    expect(counts.validation).toBe(153)
    const named = /imageNotFound\.gif/.test(ran.stderr) ? 1 : 0
    expect(counts.train + counts.test).toBe(245 - named)
    expect(done(ran.stdout)).toMatchObject({ event: 'done', status: 'finished', epochs: 2 })
    const gradients = await run('photos', ['check-gradients', project, '--json'])
    expect(gradients.status, gradients.stderr).toBe(0)
    expect(JSON.parse(gradients.stdout).worstRelativeError).toBeLessThan(1e-3)
    const other = await run('photos', ['evaluate', onlyRun(project), '--data', path.join(data, 'photos/val'), '--json'])
    expect(other.status, other.stderr).toBe(0)
    expect(JSON.parse(other.stdout).images).toBe(153)
    expect(packsOf('photos')).toHaveLength(2)
  })

  test('CIFAR as JPEGs: 6,000 pictures, its own test folder, validation out of its training pictures', async () => {
    const project = path.join(folder, 'cifar')
    const made = await run('cifar', ['new', project, '--network', 'lenet-5', '--data', path.join(data, 'cifar')])
    expect(made.status, made.stderr).toBe(0)
    const ran = await run('cifar', ['train', project, '--json', '--epochs', '2', '--batch-size', '100'])
    expect(ran.status, ran.stderr).toBe(0)
    expect(jobOf(project).data.counts).toEqual({ train: 4500, validation: 500, test: 1000 })
    expect((done(ran.stdout).test as { top1: number }).top1).toBeGreaterThan(0.25)
  })
})
