import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeJpegFolder } from '../data/makeJpegFolder.mjs'
import { faultySet, noisePng, writeFiles } from '../scan/smallSet'
import { collect, terminal as plainTerminal, start } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-data-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const env = { LAYERLOOM_CACHE: path.join(folder, 'cache') }
const terminal = (words: readonly string[]) => plainTerminal(words, { env, cwd: folder })
const set = writeFiles(path.join(folder, 'set'), faultySet())

/** Names and contents of all files of the set, so that a touched one is seen. */
const contents = () =>
  Object.keys(faultySet()).map((name) => [name, readFileSync(path.join(set, name)).toString('hex')])

interface Answer {
  readonly findings: readonly { readonly kind: string; readonly severity: string; readonly repair: string | null }[]
  readonly images: number
  readonly [key: string]: unknown
}
const answer = async (words: readonly string[]): Promise<Answer> => {
  const ran = await terminal([...words, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  return JSON.parse(ran.stdout) as Answer
}
const kinds = ({ findings }: Answer) => findings.map(({ kind }) => kind)

describe('data scan', () => {
  test('says as JSON what the design promises, and what was known on the second time', async () => {
    const found = await answer(['data', 'scan', 'set'])
    expect(found).toMatchObject({
      source: 'set',
      files: 34,
      images: 33,
      classes: { ants: 16, bees: 17 },
      splits: { train: 26, validation: 7 },
      problems: [{ path: 'train/bees/notes.png', code: 'picture-unknown', reason: expect.stringContaining('text') }],
      duplicates: [
        ['train/ants/13.png', 'val/ants/again.png'],
        ['train/ants/15.png', 'train/bees/ant.png'],
      ],
      nearDuplicates: [],
      reused: 0,
    })
    expect(kinds(found)).toEqual([
      'duplicates-across-splits',
      'duplicates-with-different-labels',
      'duplicates',
      'unusable',
      'nearly-black',
    ])
    expect((await answer(['data', 'scan', 'set'])).reused).toBe(34)
    expect((await answer(['data', 'scan', 'set', '--fresh'])).reused).toBe(0)
  })

  test('tells people the same, with what mends it, and how it goes on stderr', async () => {
    const { status, stdout, stderr } = await terminal(['data', 'scan', 'set', '--names', '1'])
    expect(status).toBe(0)
    expect(stdout).toContain('set: 33 pictures of 2 classes')
    expect(stdout).toMatch(/ants +16 +48\.5 % +12 +4/)
    expect(stdout).toContain('train/bees/notes.png: the file is text (picture-unknown)')
    expect(stdout).toContain('train/ants/13.png  =  val/ants/again.png')
    expect(stdout).toContain('data fix PROJECT --kind duplicates-across-splits')
    expect(stdout).toContain('... and 1 more')
    expect(stderr).toContain('reading 34/34 files')
  })

  test('a changed, a new and a deleted file: only what is new is looked at', async () => {
    const own = writeFiles(path.join(folder, 'own'), {
      'a/1.png': noisePng(1),
      'a/2.png': noisePng(2),
      'b/3.png': noisePng(3),
      'b/4.png': noisePng(4),
    })
    expect(await answer(['data', 'scan', own])).toMatchObject({ images: 4, reused: 0 })
    rmSync(path.join(own, 'a/1.png'))
    writeFiles(own, { 'b/4.png': 'no picture', 'b/5.png': noisePng(3) })
    expect(await answer(['data', 'scan', own])).toMatchObject({
      images: 3,
      reused: 2,
      duplicates: [['b/3.png', 'b/5.png']],
      problems: [{ path: 'b/4.png' }],
    })
  })

  test('classes inside class folders, on request', async () => {
    const nested = writeFiles(path.join(folder, 'nested'), {
      'a/left/1.png': noisePng(1),
      'a/2.png': noisePng(2),
      'b/3.png': noisePng(3),
    })
    const problems = (await answer(['data', 'scan', nested])).problems as { code: string }[]
    expect(problems.map(({ code }) => code)).toEqual(['nested-folder'])
    expect((await answer(['data', 'scan', nested, '--nested'])).classes).toEqual({ a: 2, b: 1 })
    const full = await answer(['data', 'scan', nested, '--nested', 'full-path'])
    expect(full.classes).toEqual({ a: 1, 'a/left': 1, b: 1 })
  })

  test('samples, which have no files', async () => {
    const found = await answer(['data', 'scan', 'sample:shapes'])
    expect(found).toMatchObject({ images: 3000, duplicates: [], problems: [] })
    expect(Object.values(found.splits as object).reduce((sum, n) => sum + n, 0)).toBe(3000)
  })

  test.each<[string, string[], number, string]>([
    ['a place that is not there', ['data', 'scan', 'nowhere'], 1, 'nowhere'],
    ['a file of text', ['data', 'scan', 'some.txt'], 1, 'some.txt'],
    ['no place', ['data', 'scan'], 2, 'src'],
    ['another word', ['data', 'scan', 'set', '--nested', 'deep'], 2, 'first-folder'],
    ['an unknown command', ['data', 'scann'], 2, 'scan'],
  ])('%s is an error that says so', async (_, words, status, said) => {
    writeFileSync(path.join(folder, 'some.txt'), 'text')
    const ran = await terminal(words)
    expect(ran.status).toBe(status)
    expect(ran.stderr).toContain(said)
    expect(ran.stderr).not.toContain('fault in Layerloom')
  })

  test('Ctrl-C ends it within a second with status 130, and the next scan goes on from there', async () => {
    const many = path.join(folder, 'many')
    makeJpegFolder(many, { count: 3000, classes: 10 })
    const child = start(['data', 'scan', many, '--json'], { env, cwd: folder })
    const output = collect(child)
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
    while (!/reading 0/.test(output.stderr)) await new Promise((resolve) => setTimeout(resolve, 10))
    const begin = performance.now()
    child.kill('SIGINT')
    expect(await closed).toBe(130)
    // Within a second where nobody else has the machine; tests/scan/many.test.ts holds the job itself to that.
    expect(performance.now() - begin).toBeLessThan(3000)
    expect(JSON.parse(output.stdout)).toHaveProperty('error.code')
    expect(output.stderr).toContain('what was looked at is kept')
    expect((await answer(['data', 'scan', many])).images).toBe(3000)
  })
})

describe('data fix and data undo', () => {
  const project = path.join(folder, 'project')
  beforeAll(async () => {
    const made = await terminal(['new', project, '--network', 'lenet-5', '--data', 'set'])
    expect(made.status, made.stderr).toBe(0)
  })
  const dataset = () => JSON.parse(readFileSync(path.join(project, 'dataset.json'), 'utf8'))
  const fix = (...list: string[]) => answer(['data', 'fix', project, ...list.flatMap((kind) => ['--kind', kind])])

  test('one command mends each kind, as edits that are undone one by one; the files stay as they are', async () => {
    const before = contents()
    const start = await fix()
    expect(kinds(start)).toContain('duplicates-with-different-labels')
    const mendable = start.findings.filter(({ repair }) => repair).map(({ kind }) => kind)
    const states: Answer[] = [start]
    for (const kind of mendable) {
      // What mended one kind may have mended another.
      if (!kinds(states.at(-1) as Answer).includes(kind)) continue
      const after = await fix(kind)
      expect(kinds(after), kind).not.toContain(kind)
      states.push(after)
    }
    const end = states.at(-1) as Answer
    expect(end.findings.filter(({ repair }) => repair)).toEqual([])
    expect(end.images).toBeLessThan(start.images)
    expect(dataset().edits.map(({ by }: { by: string }) => by)).toEqual(dataset().edits.map(() => 'repair'))

    for (let left = dataset().edits.length; left > 0; left--)
      expect((await answer(['data', 'undo', project])).edits).toBe(left - 1)
    expect((await fix()).findings).toEqual(start.findings)
    const none = await terminal(['data', 'undo', project])
    expect(none.status).toBe(1)
    expect(none.stderr).toContain('nothing')
    expect(contents()).toEqual(before)
  }, 180_000)

  test('all kinds at once, though what mends one has mended another', async () => {
    const start = await fix()
    const mendable = start.findings.filter(({ repair }) => repair).map(({ kind }) => kind)
    expect(mendable).toEqual(expect.arrayContaining(['duplicates-with-different-labels', 'duplicates']))
    expect((await fix(...mendable)).findings.filter(({ repair }) => repair)).toEqual([])
    for (let left = dataset().edits.length; left > 0; left--)
      expect((await answer(['data', 'undo', project])).edits).toBe(left - 1)
  }, 120_000)

  test('several kinds at once, and what training then uses is what is left', async () => {
    const { images, edits } = await fix('duplicates-with-different-labels', 'nearly-black')
    expect((edits as unknown[]).length).toBe(2)
    expect(images).toBe(30)
    const trained = await terminal(['train', project, '--epochs', '1', '--batch-size', '4', '--json'])
    expect(trained.status, trained.stderr).toBe(0)
    const started = await fix()
    expect(started.images).toBe(30)
    const text = await terminal(['data', 'undo', project])
    expect(text.stdout).toContain('1 picture left out (nearly-black)')
  }, 120_000)

  test('a kind that is not there is named, with those that are', async () => {
    const ran = await terminal(['data', 'fix', project, '--kind', 'nearly-blak'])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('did you mean nearly-black?')
    const unmendable = await terminal(['data', 'fix', project, '--kind', 'unusable'])
    expect(unmendable.status).toBe(1)
    expect(unmendable.stderr).toContain('cannot be mended')
  })
})
