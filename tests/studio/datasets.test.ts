import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DataState, ScanNews } from '../../shared/contract/studio/datasets'
import { pngFile } from '../data/pngFile'
import { studio as jobStudio } from '../reliability/jobStudio'
import { codeOf, collect, startHost, type TestHost, until } from './testHost'

let studio: TestHost
let project: string
let folder: string
beforeAll(async () => {
  studio = await startHost()
  const pictures = path.join(studio.root, 'pictures')
  for (const name of ['cats', '__proto__']) mkdirSync(path.join(pictures, name), { recursive: true })
  for (let k = 0; k < 24; k++)
    writeFileSync(path.join(pictures, k % 2 ? 'cats' : '__proto__', `${k}.png`), pngFile(20 + k, 16, 3, k))
  // The same twice, and one that is none.
  cpSync(path.join(pictures, 'cats/1.png'), path.join(pictures, 'cats/copy of 1.png'))
  writeFileSync(path.join(pictures, 'cats/broken.png'), 'no picture')
  folder = path.join(studio.root, 'project')
  project = (await studio.client.projects.create({ folder, network: 'lenet-5', data: pictures })).id
}, 60_000)
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

async function scan(repair: string[] = []): Promise<ScanNews[]> {
  const news: ScanNews[] = []
  for await (const item of studio.client.datasets.scan({ project, repair })) news.push(item)
  return news
}
const reportNow = () => studio.client.datasets.report({ project })
const stateNow = (fits: (state: DataState) => boolean = () => true) =>
  until(studio.client.datasets.watch({ project }), fits)

test('nothing is known before the first scan, and it says what to do', async () => {
  expect(await stateNow()).toMatchObject({ isFrozen: false, classes: [], edits: 0 })
  expect(await codeOf(studio.client.datasets.list({ project }))).toBe('not-frozen')
  expect(await codeOf(reportNow())).toBe('not-scanned')
})

test('a scan freezes the version, counts it and reports', async () => {
  const news = await scan()
  expect(news.at(-1)).toEqual({ state: 'done', edits: [] })
  const state = await stateNow()
  expect(state).toMatchObject({ isFrozen: true, hasFiles: true, edits: 0, leftOut: 0 })
  expect(state.classes.map(({ name }) => name)).toEqual(['__proto__', 'cats'])
  expect(state.classes.map(({ train, validation, test }) => train + validation + test)).toEqual([12, 13])
  expect(Object.entries((await reportNow()).classes)).toEqual([
    ['__proto__', 12],
    ['cats', 13],
  ])
  expect((await reportNow()).problems.map(({ path: name }) => name)).toEqual(['cats/broken.png'])
  expect((await reportNow()).duplicates).toEqual([['cats/1.png', 'cats/copy of 1.png']])
})

test('a list has parts, filters by class, split, name and finding', async () => {
  const { client } = studio
  const all = await client.datasets.list({ project })
  expect(all.total).toBe(25)
  const part = await client.datasets.list({ project, offset: 3, limit: 4 })
  expect(part).toEqual({ total: 25, pictures: all.pictures.slice(3, 7), classes: all.classes })
  expect(all.classes).toEqual([
    { name: '__proto__', count: 12 },
    { name: 'cats', count: 13 },
  ])
  const cats = await client.datasets.list({ project, filter: { classes: ['cats'], splits: ['train'], search: 'COPY' } })
  expect(cats.pictures.map(({ name }) => name)).toEqual(
    all.pictures.filter(({ name, split }) => name.includes('copy') && split === 'train').map(({ name }) => name),
  )
  const finding = (await reportNow()).findings.find(({ kind }) => kind.startsWith('duplicate'))
  const found = await client.datasets.list({ project, filter: { finding: finding?.kind ?? '' } })
  expect(found.pictures.map(({ name }) => name)).toEqual(['cats/1.png', 'cats/copy of 1.png'])
})

test('thumbnails are squares of the one decoder, and a word for what cannot be shown', async () => {
  const { pictures, side } = await studio.client.datasets.thumbnails({
    project,
    names: ['cats/1.png', 'cats/broken.png', 'cats/nowhere.png', 'cats/1.png'],
    side: 32,
  })
  expect(side).toBe(32)
  const [first, broken, nowhere, again] = pictures
  if (!first || !('pixels' in first)) throw new Error('no picture')
  expect(first.pixels.length).toBe(32 * 32 * 3)
  expect(new Set(first.pixels).size).toBeGreaterThan(1)
  expect(again).toEqual(first)
  expect(broken).toMatchObject({ name: 'cats/broken.png', problem: { place: 'cats/broken.png' } })
  expect(nowhere).toMatchObject({ problem: { code: 'missing' } })
})

test('edits count at once, are undone and done again; repairs too', async () => {
  const { client } = studio
  const names = ['cats/3.png', 'cats/5.png']
  await client.datasets.edit({ project, edit: { kind: 'relabel', names, className: '__proto__' } })
  expect((await stateNow()).classes.map(({ train, validation, test }) => train + validation + test)).toEqual([14, 11])
  const relabelled = await client.datasets.list({ project, filter: { search: 'cats/3' } })
  const byClass = await client.datasets.list({ project, order: 'class', offset: 12 })
  expect(byClass.pictures.slice(0, 2).map(({ name }) => name)).toEqual(names)
  expect(relabelled.pictures[0]).toMatchObject({ className: '__proto__', formerClass: 'cats' })
  await client.datasets.edit({ project, edit: { kind: 'exclude', names: ['cats/7.png'] } })
  expect(await stateNow()).toMatchObject({ edits: 2, leftOut: 1, lastEdit: { kind: 'exclude', pictures: 1 } })
  expect((await client.datasets.undo({ project })).undone).toMatchObject({ kind: 'exclude' })
  expect(await stateNow()).toMatchObject({ edits: 1, leftOut: 0, canRedo: true })
  await client.datasets.redo({ project })
  expect(await stateNow()).toMatchObject({ edits: 2, canRedo: false })
  expect(await codeOf(client.datasets.redo({ project }))).toBe('nothing-to-redo')
  expect(await codeOf(client.datasets.edit({ project, edit: { kind: 'relabel', names, className: 'dogs' } }))).toBe(
    'no-such-class',
  )

  const kind = (await reportNow()).findings.find(({ repair }) => repair === 'keep-one')?.kind as string
  const news = await scan([kind])
  expect(news.at(-1)).toEqual({ state: 'done', edits: [{ kind: 'keep-one', pictures: 1 }] })
  const leftOut = await client.datasets.list({ project, filter: { leftOut: 'only' } })
  expect(leftOut.pictures.map(({ name }) => name)).toEqual(['cats/7.png', 'cats/copy of 1.png'])
  // The files themselves are as they were.
  expect(readFileSync(path.join(studio.root, 'pictures/cats/copy of 1.png')).length).toBeGreaterThan(0)
})

test('a state gets a number once, and taken back it is that version again', async () => {
  const { client } = studio
  expect(await client.datasets.versions({ project })).toEqual([])
  const { hash, classes } = await stateNow()
  const first = await client.datasets.freezeVersion({ project })
  const count = (split: 'train' | 'validation' | 'test') => classes.reduce((sum, each) => sum + each[split], 0)
  expect(first).toMatchObject({ number: 1, hash, train: count('train'), validation: count('validation') })
  expect(await codeOf(client.datasets.freezeVersion({ project }))).toBe('version-there')
  expect(await client.datasets.versions({ project })).toEqual([{ ...first, runs: [] }])

  // Another state is another version; taken back, it is the first again.
  const { pictures } = await client.datasets.list({ project, limit: 1 })
  const [picture] = pictures
  await client.datasets.edit({ project, edit: { kind: 'exclude', names: [picture?.name as string] } })
  const other = await stateNow((state) => state.hash !== hash)
  expect(await client.datasets.freezeVersion({ project })).toMatchObject({ number: 2, hash: other.hash })
  await client.datasets.undo({ project })
  await stateNow((state) => state.hash === hash)
  expect(await codeOf(client.datasets.freezeVersion({ project }))).toBe('version-there')

  // Any version comes back by an edit, which is undone as any other.
  expect(await client.datasets.restoreVersion({ project, number: 2 })).toEqual({ gone: 0 })
  await stateNow((state) => state.hash === other.hash)
  expect(await codeOf(client.datasets.restoreVersion({ project, number: 2 }))).toBe('edit-without-effect')
  expect(await codeOf(client.datasets.restoreVersion({ project, number: 9 }))).toBe('no-such-version')
  expect((await client.datasets.undo({ project })).undone).toMatchObject({ kind: 'restore', number: 2 })
  await stateNow((state) => state.hash === hash)
})

test('a source that a window may not read is not scanned', async () => {
  const outside = mkdtempSync('/tmp/layerloom-outside-')
  try {
    const { client } = studio
    const { revision, project: saved } = await client.projects.open({ folder })
    const other = { ...saved, data: { ...saved.data, source: outside } }
    expect(await codeOf(client.projects.save({ id: project, revision, project: other }))).toBe('outside-roots')
  } finally {
    rmSync(outside, { recursive: true })
  }
})

test('who leaves the stream ends the scan, and the next one goes on', async () => {
  for await (const item of studio.client.datasets.scan({ project })) if (item.state === 'working') break
  const news = await scan()
  expect(news.at(-1)).toEqual({ state: 'done', edits: [] })
})

test('samples are looked at too, without files to edit', async () => {
  const { client } = studio
  const sample = await client.projects.create({
    folder: path.join(studio.root, 'shapes'),
    network: 'lenet-5',
    data: 'sample:shapes',
  })
  for await (const _ of client.datasets.scan({ project: sample.id }));
  const state = await until(client.datasets.watch({ project: sample.id }), () => true)
  expect(state).toMatchObject({ isFrozen: false, hasFiles: false })
  expect(Object.keys((await client.datasets.report({ project: sample.id })).classes)).toHaveLength(6)
})

/** MNIST's files with six small images of two classes. */
function writeIdx(place: string): void {
  mkdirSync(place)
  const sizes = (...counts: number[]) => counts.flatMap((count) => [0, 0, 0, count])
  const pixels = Array.from({ length: 6 * 64 }, (_, k) => (k % 7) * 40)
  writeFileSync(path.join(place, 'train-images-idx3-ubyte'), Buffer.from([0, 0, 8, 3, ...sizes(6, 8, 8), ...pixels]))
  writeFileSync(path.join(place, 'train-labels-idx1-ubyte'), Buffer.from([0, 0, 8, 1, ...sizes(6), 0, 1, 0, 1, 0, 1]))
}

test('a scan is one process, whatever the data are; what cannot be learned from is told and not frozen', async () => {
  let processes = 0
  const { carrier } = jobStudio
  const counting = await startHost({
    studio: {
      ...jobStudio,
      carrier: {
        start(...words) {
          processes++
          return carrier.start(...words)
        },
      },
    },
  })
  const { client, root } = counting
  try {
    for (const [name, classes] of [
      ['two', ['a', 'b']],
      ['one', ['a']],
      ['none', ['a', 'b']],
    ] as const)
      for (const each of classes) {
        mkdirSync(path.join(root, name, each), { recursive: true })
        const bytes = name === 'none' ? 'no picture' : pngFile(28, 28, 3, each.charCodeAt(0))
        writeFileSync(path.join(root, name, each, '1.png'), bytes)
      }
    writeIdx(path.join(root, 'idx'))
    mkdirSync(path.join(root, 'empty'))
    const folder = path.join(root, 'project')
    const { id } = await client.projects.create({ folder, network: 'lenet-5', data: path.join(root, 'two') })
    const look = async (name: string) => {
      const { revision, project: saved } = await client.projects.open({ folder })
      const data = { ...saved.data, source: path.join(root, name) }
      await client.projects.save({ id, revision, project: { ...saved, data } })
      processes = 0
      const code = await codeOf(collect(client.datasets.scan({ project: id })))
      const { isFrozen, hasFiles } = await until(client.datasets.watch({ project: id }), () => true)
      return { code, isFrozen, hasFiles, processes }
    }
    const unfit = { isFrozen: false, hasFiles: undefined, processes: 1 }
    expect(await look('two')).toEqual({ code: 'no problem', isFrozen: true, hasFiles: true, processes: 1 })
    expect(await look('idx')).toEqual({ code: 'no problem', isFrozen: false, hasFiles: false, processes: 1 })
    expect(await look('one')).toEqual({ ...unfit, code: 'data-one-class' })
    expect(await look('none')).toEqual({ ...unfit, code: 'data-empty' })
    expect(await look('empty')).toEqual({ ...unfit, code: 'data-empty' })
    expect(await look('nowhere')).toEqual({ ...unfit, code: 'data-missing' })
  } finally {
    await counting.host.close()
  }
  expect(counting.bugs).toEqual([])
}, 60_000)
