import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { Problem } from '../problem'
import { type CheckpointState, checkpointRecord, type Manifest, manifestRecord } from './checkpoint'
import { DataReference } from './dataReference'
import { DataSetFile, dataSetRecord, formatDataSetFile } from './dataSetFile'
import { RunEvent } from './events'
import { type Job, jobRecord } from './job'
import { MetricRow } from './metrics'
import { Preprocessing } from './preprocessing'
import { type Project, projectRecord } from './project'
import { formatRecord, parseRecord, parseRow, type RecordDefinition } from './record'
import { type Report, reportRecord } from './report'

const sha256 = '0123456789abcdef'.repeat(4)
const versions = { layerloom: '0.1.0', tfjs: '4.22.0', tensorflow: '2.21.0', node: '20.20.2' }
const engine = { intraOpThreads: 2, interOpThreads: 2, oneDnn: true, device: 'cpu' as const }

const project: Project = parseRecord(
  projectRecord,
  JSON.stringify({
    format: 'layerloom-project',
    version: 1,
    name: 'digits',
    data: { source: 'sample:digits' },
    network: {
      layers: [
        { id: 'input', type: 'input', config: { shape: [28, 28, 1] } },
        { id: 'out', type: 'dense', inputs: ['input'] },
      ],
    },
    training: { epochs: 3 },
  }),
  'project.json',
)
const job: Job = {
  format: 'layerloom-job',
  version: 1,
  id: '3',
  createdAt: '2026-11-25T05:00:00.000Z',
  projectFolder: '/p',
  project,
  seed: 0,
  data: {
    source: 'sample:digits',
    hash: sha256,
    imageShape: [28, 28, 1],
    classes: ['0', '1'],
    counts: { train: 80, validation: 10, test: 10 },
  },
  versions,
  device: 'cpu',
  engine,
}
const state: CheckpointState = {
  format: 'layerloom-checkpoint',
  version: 1,
  step: 400,
  epoch: 9,
  batchInEpoch: 4,
  seed: 0,
  orderHash: sha256,
  epochSums: { loss: 0.1 + 0.2, images: 400 },
  optimizer: 'adam',
  learningRateOverride: 1e-4,
  best: { metric: 'validation.top1', value: 0.97, epoch: 8, step: 350 },
  earlyStopping: { best: 0.5, waited: 1 },
  knobs: { 'dropout_1.rate': 0.25 },
  elapsedSeconds: 12.5,
  dataHash: sha256,
  classes: ['0', '1'],
  preprocessing: Preprocessing.parse({}),
  versions,
  device: 'cpu',
  engine,
}
const manifest: Manifest = {
  format: 'layerloom-manifest',
  version: 1,
  step: 400,
  files: [{ name: 'weights-000.safetensors', bytes: 12, sha256 }],
  digest: sha256,
}
const report: Report = {
  format: 'layerloom-report',
  version: 1,
  createdAt: '2026-11-25T05:00:00.000Z',
  checkpoint: { step: 400, path: '/p/runs/3/best/400' },
  data: { source: 'sample:digits', hash: sha256, split: 'test' },
  images: 2,
  loss: 0.25,
  top1: 0.5,
  perClass: [
    { name: '0', images: 2, precision: 1, recall: 0.5, f1: 2 / 3 },
    { name: '1', images: 0, precision: null, recall: null, f1: null },
  ],
  confusion: [
    [1, 1],
    [0, 0],
  ],
}
const dataSet: DataSetFile = {
  format: 'layerloom-data-set',
  version: 1,
  source: 'photos',
  rule: { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false },
  classes: ['ants', 'bees'],
  edits: [{ kind: 'exclude', by: 'repair', reason: 'dark', names: ['ants/1.jpg'] }],
  hash: sha256,
  entries: [
    ['ants/1.jpg', sha256, 'ants', 'train'],
    ['bees/"2".jpg', sha256, 'bees', 'test'],
  ],
}

interface Case {
  readonly definition: RecordDefinition<{ format: string; version: number }>
  readonly current: { format: string; version: number }
  /** One record of each older version, as that version wrote it; a raised version needs one more. */
  readonly older: readonly object[]
}
const kase = <T extends { format: string; version: number }>(
  definition: RecordDefinition<T>,
  current: T,
  older: readonly object[] = [],
) => ({ definition, current, older }) as unknown as Case

const cases: Case[] = [
  kase(projectRecord, project),
  kase(jobRecord, job),
  kase(checkpointRecord, state),
  kase(manifestRecord, manifest),
  kase(reportRecord, report),
  kase(dataSetRecord, dataSet),
]

describe.each(cases)('$definition.file', ({ definition, current, older }) => {
  test('comes back as it was written', () => {
    expect(parseRecord(definition, formatRecord(definition, current), definition.file)).toEqual(current)
  })

  test('every migration is called, and each old version still reads', () => {
    const called = new Set<number>()
    const migrations = definition.migrations.map((migrate, k) => (old: Readonly<Record<string, unknown>>) => {
      called.add(k)
      return migrate(old)
    })
    expect(older).toHaveLength(definition.version - 1)
    for (const [k, record] of older.entries()) {
      expect(record).toMatchObject({ format: definition.format, version: k + 1 })
      parseRecord({ ...definition, migrations }, JSON.stringify(record), definition.file)
    }
    expect(called.size).toBe(definition.migrations.length)
  })

  test('a newer one is refused by name', () => {
    const newer = JSON.stringify({ ...current, version: definition.version + 2 })
    expect(() => parseRecord(definition, newer, 'x')).toThrow(
      `${definition.file} is version ${definition.version + 2}, this Layerloom reads up to ${definition.version}; update Layerloom (x)`,
    )
  })

  test('an unknown key is refused', () => {
    const text = JSON.stringify({ ...current, surprise: 1 })
    expect(() => parseRecord(definition, text, 'x')).toThrow('Unrecognized key: "surprise"')
  })
})

test('a data set file has a line for each picture and each edit', () => {
  const text = formatDataSetFile(dataSet)
  expect(parseRecord(dataSetRecord, text, 'x')).toEqual(dataSet)
  expect(text.split('\n').filter((line) => line.includes('bees/'))).toEqual([
    `    ["bees/\\"2\\".jpg","${sha256}","bees","test"]`,
  ])
  const empty = { ...dataSet, edits: [], entries: [] }
  expect(parseRecord(dataSetRecord, formatDataSetFile(empty), 'x')).toEqual(empty)
})

test('a short project has its defaults filled in', () => {
  expect(project.data).toEqual({
    source: 'sample:digits',
    validation: 0.1,
    test: 0.1,
    seed: 1,
    stratified: true,
    bursts: false,
    whenFilesChange: 'skip',
  })
  expect(project.preprocessing).toEqual({
    normalization: { kind: '0-1' },
    resize: 'stretch',
    background: [255, 255, 255],
  })
  expect(project.augmentation).toEqual([])
})

const rows: [schema: z.ZodType, file: string, row: object][] = [
  [
    MetricRow as z.ZodType,
    'metrics.jsonl',
    { kind: 'step', step: 1, epoch: 1, loss: null, learningRate: 0.001, imagesPerSecond: 3000 },
  ],
  [
    MetricRow as z.ZodType,
    'metrics.jsonl',
    { kind: 'epoch', step: 40, epoch: 1, train: { loss: 0.5, top1: 0.9 }, learningRate: 0.001, seconds: 1.5 },
  ],
  [RunEvent as z.ZodType, 'events.jsonl', { event: 'checkpoint', at: '2026-11-25T05:00:00.000Z', step: 1, path: '/x' }],
  [
    RunEvent as z.ZodType,
    'events.jsonl',
    {
      event: 'checkpoint-failed',
      at: '2026-11-25T05:00:00.000Z',
      step: 1,
      problem: { code: 'disk-full', message: 'm' },
    },
  ],
]
test.each(rows)('a row comes back as it was written: %#', (schema, file, row) => {
  expect(parseRow(schema, JSON.stringify(row), file, file)).toEqual(row)
  expect(() => parseRow(schema, JSON.stringify({ ...row, surprise: 1 }), file, file)).toThrow(Problem)
})

const impossible: [what: string, schema: z.ZodType, value: unknown][] = [
  ['more validation and test than training', DataReference, { source: 'x', validation: 0.5, test: 0.5 }],
  ['a negative part', DataReference, { source: 'x', validation: -0.1 }],
  ['no source', DataReference, {}],
  [
    'two means, one deviation',
    Preprocessing,
    { normalization: { kind: 'mean-deviation', mean: [0, 0], deviation: [1] } },
  ],
  ['a picture that stands twice', DataSetFile, { ...dataSet, entries: [dataSet.entries[0], dataSet.entries[0]] }],
  ['a picture of no class', DataSetFile, { ...dataSet, classes: ['ants'] }],
  ['a deviation of 0', Preprocessing, { normalization: { kind: 'mean-deviation', mean: [0], deviation: [0] } }],
]
test.each(impossible)('refused: %s', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(false)
})
