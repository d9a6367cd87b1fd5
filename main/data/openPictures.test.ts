import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/problem'
import { DataReference } from '../../shared/records/dataReference'
import type { DataSetEdit } from '../../shared/records/dataSetEdit'
import { applyEdit } from '../../shared/records/dataSetEdits'
import type { DataSetFile } from '../../shared/records/dataSetFile'
import { formatRecord } from '../../shared/records/record'
import { type ScanReport, scanReportRecord } from '../../shared/records/scanReport'
import { encodePng } from '../../tests/data/encodePng.mjs'
import { openPictureDecoder } from '../jobs/pictures/openPictureDecoder'
import { DataProblem } from './dataProblem'
import { type DataSet, type Split, splits } from './dataSet'
import { zipOf } from './listing/testing/zipOf'
import { memoryDataSet } from './memoryDataSet'
import { openDataSet } from './openDataSet'
import { Pack } from './pack/pack'
import { packedDataSet } from './pack/packedDataSet'
import { packFolder } from './pack/packFolder'
import { scanFolder } from './scan/scanFolder'
import type { PictureVersion } from './source'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from './version/dataSetFiles'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A grey picture of 4x4 bytes that says its class and its number. */
const pixelsOf = (label: number, i: number) => Uint8Array.from({ length: 16 }, (_, k) => (k < 8 ? label * 50 : i))
const png = (label: number, i: number) => encodePng(pixelsOf(label, i), 4, 4, 1)
const names = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `${'ab'[i % 2]}/${String(i).padStart(3, '0')}.png`,
    content: png(i % 2, i),
  }))

function put(files: readonly { name: string; content: Uint8Array | string }[], place = 'pictures'): string {
  for (const { name, content } of files) {
    const file = path.join(folder, place, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return place
}

async function open(
  source: string,
  { reference = {}, version }: { reference?: object; version?: PictureVersion } = {},
) {
  const warnings: Problem[] = []
  const data = await openDataSet(DataReference.parse({ source, ...reference }), {
    folder,
    cache: path.join(folder, 'cache'),
    pictures: {
      target: { shape: [4, 4, 1], resize: 'stretch', background: [0, 0, 0] },
      openDecoder: openPictureDecoder,
      version,
    },
    onWarning: (problem) => warnings.push(problem),
  })
  return Object.assign(data, { warnings })
}

/** Class and number of every picture of a split, as its pixels say, beside the label that it has. */
async function contents(data: DataSet, split: Split): Promise<{ label: number; says: number; number: number }[]> {
  const count = data.count(split)
  const into = new Uint8Array(count * 16)
  await data.read(
    split,
    Int32Array.from({ length: count }, (_, i) => i),
    into,
  )
  return Array.from({ length: count }, (_, i) => ({
    label: data.labels(split)[i] as number,
    says: (into[i * 16] as number) / 50,
    number: into[i * 16 + 15] as number,
  }))
}

const sources: [what: string, make: () => string][] = [
  ['a folder', () => put(names(60))],
  [
    'a zip',
    () => {
      writeFileSync(path.join(folder, 'all.zip'), zipOf(names(60)))
      return 'all.zip'
    },
  ],
  [
    'a table',
    () => {
      put(names(60))
      const rows = names(60).map(({ name }) => `${path.join('pictures', name)},${name[0]}`)
      writeFileSync(path.join(folder, 'all.csv'), `path,label\n${rows.join('\n')}\n`)
      return 'all.csv'
    },
  ],
]

describe.each(sources)('%s', (_, make) => {
  test('every picture once, with its own label, in the parts asked for', async () => {
    const data = await open(make())
    expect(splits.map((split) => data.count(split))).toEqual([48, 6, 6])
    const all = (await Promise.all(splits.map((split) => contents(data, split)))).flat()
    for (const { label, says } of all) expect(label).toBe(says)
    expect(all.map(({ number }) => number).sort((a, b) => a - b)).toEqual([...Array(60).keys()])
    expect(data.warnings).toEqual([])
    await data.close?.()
  })

  test('bad pictures are left out, named, and shift no label', async () => {
    const source = make()
    const bad = { name: 'b/009.png', content: png(1, 9).subarray(0, 50) }
    if (source === 'all.zip')
      writeFileSync(path.join(folder, source), zipOf([...names(60).filter(({ name }) => name !== bad.name), bad]))
    else put([bad])
    // The bad one takes the place of none.
    const data = await open(source)
    const all = (await Promise.all(splits.map((split) => contents(data, split)))).flat()
    for (const { label, says } of all) expect(label).toBe(says)
    expect(data.leftOut?.map(({ code, place }) => [code, place?.endsWith(bad.name)])).toEqual([
      ['picture-truncated', true],
    ])
    expect(data.warnings.map(({ details }) => details.code)).toEqual(['files-left-out'])
    await data.close?.()
  })
})

test('the hash is that of the same pixels in memory, and changes with an edit', async () => {
  const source = put(names(40), 'train-only')
  const reference = { validation: 0, test: 0 }
  const data = await open(source, { reference, version: { keep: folder } })
  const sorted = names(40).sort((a, b) => (a.name < b.name ? -1 : 1))
  const numbers = sorted.map(({ name }) => Number(name.slice(2, 5)))
  const inMemory = memoryDataSet(
    'x',
    {
      imageShape: [4, 4, 1],
      classes: ['a', 'b'],
      pixels: Uint8Array.from(Buffer.concat(numbers.map((i) => pixelsOf(i % 2, i)))),
      labels: Int32Array.from(numbers, (i) => i % 2),
    },
    { ...reference, seed: 1 },
  )
  expect(data.hash).toBe(inMemory.hash)
  const file = await readDataSetFile(dataSetPlace(folder))
  if (!file) throw new Error('not kept')
  const edit: DataSetEdit = { kind: 'relabel', by: 'person', names: ['a/000.png'], className: 'b' }
  await writeDataSetFile(dataSetPlace(folder), applyEdit(file, edit))
  const edited = await open(source, { reference, version: { keep: folder } })
  expect(edited.hash).not.toBe(data.hash)
  expect(
    (await contents(edited, 'train')).filter(({ label, says }) => label !== says).map(({ number }) => number),
  ).toEqual([0])
  // The frozen version of a run is not touched by that.
  const exact = await open(source, { reference, version: { exact: file } })
  expect(exact.hash).toBe(data.hash)
  await Promise.all([data, edited, exact].map((each) => each.close?.()))
})

test('looking at a version writes nothing', async () => {
  const data = await open(put(names(20)), { version: { look: folder } })
  expect(data.version?.entries).toHaveLength(20)
  expect(await readDataSetFile(dataSetPlace(folder))).toBeUndefined()
  await data.close?.()
})

test('a folder of which most is gone is not taken for one that shrank', async () => {
  const source = put(names(40))
  const data = await open(source, { version: { keep: folder } })
  await data.close?.()
  const before = await readDataSetFile(dataSetPlace(folder))
  for (const { name } of names(40).slice(0, 22)) rmSync(path.join(folder, source, name))
  await expect(open(source, { version: { keep: folder } })).rejects.toMatchObject({
    details: { code: 'pictures-gone', message: expect.stringContaining('22 of the 40 pictures') },
  })
  expect(await readDataSetFile(dataSetPlace(folder))).toEqual(before)
  put(names(40))
  const again = await open(source, { version: { keep: folder } })
  expect(again.hash).toBe(data.hash)
  // Another source is another matter.
  const other = await open(put(names(20), 'others'), { version: { keep: folder } })
  expect(other.version?.entries).toHaveLength(20)
  await Promise.all([again, other].map((each) => each.close?.()))
})

test('near duplicates that a scan has found fall into one split', async () => {
  const source = put(names(60))
  const alike = Array.from({ length: 20 }, (_, k) => [
    `a/${String(2 * k).padStart(3, '0')}.png`,
    `b/${String(2 * k + 1).padStart(3, '0')}.png`,
  ])
  const report: ScanReport = {
    format: 'layerloom-scan',
    version: 1,
    createdAt: '2026-11-25T09:00:00.000Z',
    source,
    decoder: 'x',
    files: 60,
    images: 60,
    bytes: 1,
    classes: { a: 30, b: 30 },
    splits: { undealt: 60 },
    classesOfSplits: {},
    formats: {},
    notes: {},
    problems: [],
    duplicates: [],
    nearDuplicates: alike,
    isNearSearchComplete: true,
    findings: [],
  }
  const scans = scanFolder(path.join(folder, source), undefined, path.join(folder, 'cache'))
  mkdirSync(scans, { recursive: true })
  writeFileSync(path.join(scans, scanReportRecord.file), formatRecord(scanReportRecord, report))
  const data = await open(source, { reference: { validation: 0.3, test: 0.2 } })
  const split = new Map(data.version?.entries.map(([name, , , its]) => [name, its]))
  for (const [one, other] of alike) expect(split.get(one as string)).toBe(split.get(other as string))
  await data.close?.()
})

test('a pack that is spoilt while a run reads it ends the reading with a word, and the next opening mends it', async () => {
  const source = put(names(20))
  const data = await open(source)
  await data.close?.()
  const packs = packFolder(path.join(folder, 'cache'))
  const file = path.join(packs, readdirSync(packs).find((name) => name.endsWith('.pack')) as string)
  // As a large one is read, picture by picture.
  const pack = (await Pack.open(file, 0)) as Pack
  const streamed = packedDataSet(data.version as DataSetFile, pack)
  expect(await contents(streamed, 'train')).toEqual(await contents(await open(source), 'train'))
  const again = packedDataSet(data.version as DataSetFile, (await Pack.open(file, 0)) as Pack)
  const bytes = readFileSync(file)
  bytes.fill(0, 0, 16 * 20)
  writeFileSync(file, bytes)
  const error = await again.read('train', Int32Array.of(0), new Uint8Array(16)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DataProblem)
  expect((error as DataProblem).details).toMatchObject({ code: 'pack-damaged', place: file })
  expect(existsSync(file)).toBe(false)
  const mended = await open(source)
  expect(mended.hash).toBe(data.hash)
  await Promise.all([streamed, again, mended].map((each) => each.close?.()))
})

test('a class of which nothing can be used is told', async () => {
  const data = await open(put([...names(20), { name: 'c/1.png', content: 'no picture' }]))
  expect(data.classes).toEqual(['a', 'b', 'c'])
  expect(data.warnings.map(({ details }) => details.code).sort()).toEqual(
    ['class-one-picture', 'class-untrained', 'files-left-out'].sort(),
  )
  await data.close?.()
})

const refused: [what: string, files: { name: string; content: string | Uint8Array }[], code: string][] = [
  ['nothing', [], 'data-missing'],
  ['one class', names(6).filter(({ name }) => name[0] === 'a'), 'data-one-class'],
  [
    'files, but no class folders',
    [
      { name: '1.png', content: png(0, 1) },
      { name: '2.png', content: png(0, 1) },
    ],
    'data-no-class-folders',
  ],
  [
    'no picture that can be used',
    [
      { name: 'a/1.png', content: 'x' },
      { name: 'b/1.png', content: 'y' },
    ],
    'data-empty',
  ],
]
test.each(refused)('refused with a word: %s', async (_, files, code) => {
  const error = await open(put(files)).then(
    () => undefined,
    (thrown: unknown) => thrown as Problem,
  )
  expect(error?.details).toMatchObject({ code, remedy: expect.any(String), place: expect.any(String) })
})
