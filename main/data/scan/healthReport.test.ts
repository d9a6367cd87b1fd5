import { expect, test } from 'vitest'
import { ScanReport } from '../../../shared/records/scanReport'
import type { FileProblem, PictureEntry } from '../listing/pictureListing'
import { healthReport } from './healthReport'
import { measurePicture } from './measurePicture'
import type { Placed } from './placed'
import { ScannedSet } from './scannedSet'

const side = 32

/** Pixels of RGB bytes. */
const draw = (level: (x: number, y: number, c: number) => number): Uint8Array =>
  Uint8Array.from({ length: side * side * 3 }, (_, k) =>
    level(Math.floor(k / 3) % side, Math.floor(k / 3 / side), k % 3),
  )
/** Sharp and colourful, and each seed another. */
const noise = (seed: number) =>
  draw((x, y, c) => ((x * 7 + y * 13 + c * 29 + seed) * (x + 3 * y + c + seed * seed + 1)) % 256)
/** Two of these with near numbers show nearly the same. */
const scene = (extra: number) =>
  draw((x, y, c) => 110 + 50 * Math.sin(x / 5 + c) + 50 * Math.cos(y / 4) + (x % 7) + extra)

/** A picture under its name: class and split are its folders. */
interface Given {
  readonly name: string
  readonly pixels?: Uint8Array
  readonly sha?: number
  readonly problem?: string
}

function reportOf(given: readonly Given[], more: { problems?: FileProblem[]; place?: (name: string) => Placed } = {}) {
  const entries = given.map(({ name }): PictureEntry => {
    const [split, className] = name.split('/') as [string, string]
    return { name, className, split: split === 'any' ? undefined : (split as 'train'), size: 100, modified: 0 }
  })
  const set = new ScannedSet(entries)
  for (const [k, { name, pixels, sha, problem }] of given.entries())
    set.add(k, {
      sha256: String(sha ?? k + 100).padStart(64, '0'),
      header: problem ? undefined : { format: k % 2 ? 'PNG' : 'JPEG', width: 300 + k, height: 200 },
      notes: k === 0 ? ['rotated'] : [],
      problem: problem ? { code: problem, message: `it is ${problem}`, place: name } : undefined,
      measures: problem ? undefined : measurePicture(pixels ?? noise(k), [side, side]),
    })
  const classes = [...new Set(entries.map(({ className }) => className))].sort()
  const { problems = [], place } = more
  const report = healthReport({
    listing: { source: 'here', classes, problems },
    set,
    decoder: 'some decoder',
    createdAt: new Date(0),
    ...(place && { place: (k: number) => place(entries[k]?.name as string) }),
  })
  // What is written is what the record allows.
  expect(ScanReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)))
  return report
}

const kinds = (report: ScanReport) =>
  report.findings.map(({ kind, severity, repair }) => `${severity} ${kind} ${repair ?? '-'}`)
const groups = (report: ScanReport, kind: string) => report.findings.find((finding) => finding.kind === kind)?.groups

test('a sound set: counts, formats, sizes, notes, and nothing wrong', () => {
  const report = reportOf(['train/a/1', 'train/a/2', 'train/b/3', 'test/b/4', 'any/a/5'].map((name) => ({ name })))
  expect(report).toMatchObject({
    files: 5,
    images: 5,
    bytes: 500,
    classes: { a: 3, b: 2 },
    splits: { train: 3, test: 1, undealt: 1 },
    classesOfSplits: { train: { a: 2, b: 1 }, test: { b: 1 }, undealt: { a: 1 } },
    formats: { JPEG: 3, PNG: 2 },
    notes: { rotated: 1 },
    problems: [],
    duplicates: [],
    nearDuplicates: [],
    findings: [],
    sizes: { width: { least: 300, median: 302, most: 304 }, height: { least: 200, median: 200, most: 200 } },
  })
  expect(report.sizes?.shorterSide.counts.reduce((sum, n) => sum + n, 0)).toBe(5)
  expect(Object.keys(report.splits)).toEqual(['train', 'test', 'undealt'])
})

test('files that cannot be used are named, whoever says so, and count in no class', () => {
  const report = reportOf(
    [{ name: 'train/a/1' }, { name: 'train/b/2' }, { name: 'train/b/3', problem: 'picture-damaged' }],
    {
      problems: [
        { code: 'link', message: 'is a link', place: 'train/a/0' },
        { code: 'class-one-picture', message: 'class a has one picture', place: 'train/a/1' },
      ],
    },
  )
  expect(report.problems).toEqual([
    { path: 'train/a/0', code: 'link', reason: 'is a link' },
    { path: 'train/b/3', code: 'picture-damaged', reason: 'it is picture-damaged' },
  ])
  expect(report.classes).toEqual({ a: 1, b: 1 })
  expect(kinds(report)).toEqual(['warning unusable -', 'warning class-one-picture -'])
})

test('equal files: a copy, one in another split, one with another label', () => {
  const report = reportOf([
    { name: 'test/a/1', sha: 1 },
    { name: 'train/a/2', sha: 1 },
    { name: 'train/a/3', sha: 2 },
    { name: 'train/a/4', sha: 2 },
    { name: 'train/a/5', sha: 3 },
    { name: 'train/b/6', sha: 3 },
    { name: 'train/b/7' },
  ])
  expect(report.duplicates).toEqual([
    ['test/a/1', 'train/a/2'],
    ['train/a/3', 'train/a/4'],
    ['train/a/5', 'train/b/6'],
  ])
  expect(kinds(report)).toEqual([
    'error duplicates-across-splits one-split',
    'error duplicates-with-different-labels exclude',
    'warning duplicates keep-one',
  ])
  expect(groups(report, 'duplicates-across-splits')).toEqual([['test/a/1', 'train/a/2']])
  expect(groups(report, 'duplicates-with-different-labels')).toEqual([['train/a/5', 'train/b/6']])
})

test('near duplicates: the first copy of equal files stands for all, and pictures of one level are not compared', () => {
  const flat = draw(() => 128)
  const report = reportOf([
    { name: 'train/a/1', pixels: scene(0), sha: 1 },
    { name: 'train/a/2', pixels: scene(0), sha: 1 },
    { name: 'test/a/3', pixels: scene(4) },
    { name: 'train/b/4', pixels: flat },
    { name: 'train/b/5', pixels: flat },
  ])
  expect(report.duplicates).toEqual([['train/a/1', 'train/a/2']])
  expect(report.nearDuplicates).toEqual([['train/a/1', 'test/a/3']])
  expect(groups(report, 'near-duplicates-across-splits')).toEqual([['train/a/1', 'test/a/3']])
})

test('dark, plain and blurred pictures, each by its gravest fault, and grey ones where most have colour', () => {
  const report = reportOf([
    ...[1, 2, 3, 4].map((k) => ({ name: `train/a/${k}`, pixels: noise(k) })),
    { name: 'train/b/dark', pixels: draw((x, y) => (x * 7 + y * 3) % 20) },
    { name: 'train/b/plain', pixels: draw((_x, _y, c) => 100 + 30 * c) },
    { name: 'train/b/soft', pixels: draw((x, y, c) => 60 + 2 * x + 3 * y + 10 * c) },
    { name: 'train/b/grey', pixels: draw((x, y) => ((x * 7 + y * 13) * (x + 3 * y + 1)) % 256) },
  ])
  const paths = Object.fromEntries(report.findings.map(({ kind, paths }) => [kind, paths]))
  expect(paths).toEqual({
    'nearly-black': ['train/b/dark'],
    'nearly-uniform': ['train/b/plain'],
    blurred: ['train/b/soft'],
    'grey-among-colour': ['train/b/grey'],
  })
  expect(kinds(report)).toEqual([
    'warning nearly-black exclude',
    'warning nearly-uniform exclude',
    'warning blurred exclude',
    'note grey-among-colour exclude',
  ])
})

test('grey pictures among grey ones are no finding', () => {
  const grey = (k: number) => draw((x, y) => ((x * 7 + y * 13 + k) * (x + 3 * y + k + 1)) % 256)
  const report = reportOf([
    ...[1, 2, 3].map((k) => ({ name: `train/a/${k}`, pixels: grey(k) })),
    { name: 'train/b/4', pixels: noise(4) },
  ])
  expect(kinds(report)).toEqual([])
})

test.each<[string, string[], string[]]>([
  ['no picture', [], ['error no-images -']],
  ['one class', ['train/a/1', 'train/a/2'], ['error one-class -']],
  ['nine to one', [...'123456789'].map((k) => `train/a/${k}`).concat('train/b/1'), []],
  ['ten to one', [...'0123456789'].map((k) => `train/a/${k}`).concat('train/b/1'), ['warning class-imbalance -']],
])('classes: %s', (_, names, wanted) => expect(kinds(reportOf(names.map((name) => ({ name }))))).toEqual(wanted))

test('as a project has it: without what it leaves out, with its splits and labels', () => {
  const given = [
    { name: 'any/a/1', sha: 1 },
    { name: 'any/a/2', sha: 1 },
    { name: 'any/a/3', sha: 3 },
    { name: 'any/b/4', sha: 3 },
    { name: 'any/b/5' },
  ]
  const report = reportOf(given, {
    place: (name) =>
      name === 'any/a/2'
        ? undefined
        : { className: name === 'any/b/4' ? 'a' : (name[4] as string), split: name === 'any/a/3' ? 'test' : 'train' },
  })
  expect(report).toMatchObject({ files: 5, images: 4, classes: { a: 3, b: 1 }, splits: { train: 3, test: 1 } })
  expect(report.duplicates).toEqual([['any/a/3', 'any/b/4']])
  expect(kinds(report)).toEqual(['error duplicates-across-splits one-split', 'warning duplicates keep-one'])
})

test('classes may be called as what objects already have', () => {
  const { classes } = reportOf([{ name: 'train/constructor/1' }, { name: 'train/toString/2' }, { name: 'train/7/3' }])
  expect(classes).toEqual({ 7: 1, constructor: 1, toString: 1 })
})
