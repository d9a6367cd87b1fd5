import { z } from 'zod'
import { DataSetEdit } from '../../records/dataSetEdit'
import { DataSetVersion } from '../../records/dataSetVersions'
import { ScanReport } from '../../records/scanReport'
import { SplitName } from '../../records/splitName'
import { DescribeDataResult } from '../jobResult'
import { ThumbnailsAnswer } from '../lab/labAnswer'
import { mostThumbnailSide, mostThumbnails } from '../lab/labQuestion'
import { request, service, stream } from './core/definitions'
import { FolderPath, Nothing, ProjectId, RunId } from './names'

const count = z.int().nonnegative()
const one = z.strictObject({ project: ProjectId })
const className = z.string().min(1).max(4096)
const pictureName = z.string().min(1).max(8192)

/** Pictures of a class that are in use, by split. */
export const ClassCounts = z.strictObject({
  name: z.string(),
  train: count,
  validation: count,
  test: count,
})
export type ClassCounts = z.infer<typeof ClassCounts>

/** How a project's data stand: what its `dataset.json` has, what the last scan found. */
export const DataState = z.strictObject({
  /** As the project has it. */
  source: z.string(),
  /** Whether there are picture files, which can be looked at one by one and edited. `undefined`: not known before a scan. */
  hasFiles: z.boolean().optional(),
  /** Whether there is a frozen version: none before the first scan or training. */
  isFrozen: z.boolean(),
  classes: z.array(ClassCounts),
  /** Pictures that edits leave out. */
  leftOut: count,
  edits: count,
  /** What the last edit was, for the word beside undo. */
  lastEdit: z.strictObject({ kind: z.string(), reason: z.string().optional(), pictures: count }).optional(),
  canRedo: z.boolean(),
  /** Of the version that is in effect, as `dataset.json` has it. */
  hash: z.string().optional(),
  /** When it was looked at last, as the report has it; `undefined`: not since the studio began. */
  scannedAt: z.string().optional(),
})
export type DataState = z.infer<typeof DataState>

/** How a scan goes; its last item is what it found. */
export const ScanNews = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('working'),
    phase: z.enum(['starting', 'listing', 'reading', 'comparing']),
    files: count,
    done: count,
    problems: count,
    perSecond: z.number().optional(),
    secondsLeft: z.number().optional(),
  }),
  z.strictObject({
    state: z.literal('done'),
    /** What was done about findings, in this scan. */
    edits: z.array(z.strictObject({ kind: z.string(), pictures: count })),
  }),
])
export type ScanNews = z.infer<typeof ScanNews>

/** A picture of the data, as a list shows it. */
export const ListedPicture = z.strictObject({
  name: z.string(),
  className: z.string(),
  split: SplitName,
  /** What its folder says, where an edit says otherwise. */
  formerClass: z.string().optional(),
  isLeftOut: z.boolean(),
  /** The gravest finding that names it. */
  finding: z.string().optional(),
})
export type ListedPicture = z.infer<typeof ListedPicture>

export const PictureFilter = z.strictObject({
  classes: z.array(className).max(10_000).optional(),
  splits: z.array(SplitName).max(3).optional(),
  /** A kind of finding: the pictures that it is about, in its order. */
  finding: z.string().max(100).optional(),
  /** A part of the name, of the class or of a finding's kind, in any case. */
  search: z.string().max(500).optional(),
  /** `with`: those that edits leave out too; `only`: them alone. */
  leftOut: z.enum(['without', 'with', 'only']).default('without'),
})
export type PictureFilter = z.infer<typeof PictureFilter>

/** Images that projects learn from. */
export const datasets = service({
  /** What a source holds: `sample:digits`, or a path; a relative one counts from `folder`. */
  describe: request({
    input: z.strictObject({ source: z.string().min(1).max(4096), folder: FolderPath.optional() }),
    output: DescribeDataResult,
  }),
  /** Now, and again whenever an edit, a scan or a new source changes it. */
  watch: stream({ input: one, item: DataState, keep: 'latest', everyMs: 100 }),
  /**
   * Looks at every picture, freezes the version, and mends the findings that are named, each by one edit. Whoever leaves the stream ends it; what
   * was looked at is kept, and the next scan goes on from there.
   */
  scan: stream({
    input: z.strictObject({ ...one.shape, repair: z.array(z.string().max(100)).max(100).default([]) }),
    item: ScanNews,
    keep: 'latest',
    everyMs: 100,
  }),
  /** What the last scan found. Of long lists of names only the beginning: `list` has them all. Fails with `not-scanned`. */
  report: request({ input: one, output: ScanReport }),
  /** A part of the list. Fails with `not-frozen` before the first scan. */
  list: request({
    input: z.strictObject({
      ...one.shape,
      filter: PictureFilter.prefault({}),
      /** `source`: as the source has them (of a finding, as it has them); `class`: class by class. */
      order: z.enum(['source', 'class']).default('source'),
      offset: count.default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.strictObject({
      total: count,
      pictures: z.array(ListedPicture),
      /** How many of each class there are, in the order in which a list by class has them; without those that have none. */
      classes: z.array(z.strictObject({ name: z.string(), count })),
      /** Of a finding whose pictures belong together, in the order of the source: how many of the list's are in each group, one behind the other. */
      groups: z.array(count).optional(),
    }),
  }),
  /** Small pictures, as the one decoder makes them; of `fit` the rest is grey. */
  thumbnails: request({
    input: z.strictObject({
      ...one.shape,
      names: z.array(pictureName).min(1).max(mostThumbnails),
      side: z.int().min(16).max(mostThumbnailSide).default(96),
      fit: z.enum(['crop', 'fit']).default('crop'),
    }),
    output: ThumbnailsAnswer,
  }),
  /** One decision of a person; undone by `undo`. The files themselves are never touched. */
  edit: request({
    input: z.strictObject({
      ...one.shape,
      edit: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('exclude'), names: z.array(pictureName).min(1).max(200_000) }),
        z.strictObject({ kind: z.literal('relabel'), names: z.array(pictureName).min(1).max(200_000), className }),
        z.strictObject({ kind: z.literal('move'), names: z.array(pictureName).min(1).max(200_000), split: SplitName }),
      ]),
    }),
    output: Nothing,
  }),
  undo: request({ input: one, output: z.strictObject({ undone: DataSetEdit }) }),
  redo: request({ input: one, output: z.strictObject({ done: DataSetEdit }) }),
  /** States of the data that a person numbered, newest first, with the runs that were trained on them. */
  versions: request({
    input: one,
    output: z.array(
      z.strictObject({
        ...DataSetVersion.shape,
        runs: z.array(z.strictObject({ run: RunId, name: z.string(), createdAt: z.string() })),
      }),
    ),
  }),
  /** Gives the present state a number. Fails with `version-there` where it has one. */
  freezeVersion: request({ input: one, output: DataSetVersion }),
  /**
   * Makes the data what a version had, by one edit, which `undo` takes back. `gone`: pictures of it that are not there any more, or not with the same content.
   * Fails with `edit-without-effect` where they are that already.
   */
  restoreVersion: request({
    input: z.strictObject({ ...one.shape, number: z.int().positive() }),
    output: z.strictObject({ gone: count }),
  }),
})
