import { z } from 'zod'
import { defineRecord } from './record'
import { SplitName } from './splitName'
import { Tally } from './tally'

const count = z.int().nonnegative()
/** A picture's name inside the source. */
const path = z.string().min(1)
const channels = z.tuple([z.number(), z.number(), z.number()])

/**
 * How much a finding matters: an `error` makes figures wrong or a training impossible, a `warning` makes it worse, a `note` is good to
 * know.
 */
export const Severity = z.enum(['error', 'warning', 'note'])
export type Severity = z.infer<typeof Severity>

/** What can be done about a finding, as one undoable edit of the data set file. The files themselves are never touched. */
export const Repair = z.enum([
  /** Its pictures are not used. */
  'exclude',
  /** Of each group the first picture is used and the others are not. */
  'keep-one',
  /** The pictures of each group go to one split: train where one of them is there. */
  'one-split',
])
export type Repair = z.infer<typeof Repair>

/** One kind of thing that is to be known of a data set, with all pictures that it is about. */
export const Finding = z.strictObject({
  /** Stable: `duplicates-across-splits`, `nearly-black`; what `data fix --kind` takes. */
  kind: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  severity: Severity,
  /** One sentence for people, without a full stop. */
  message: z.string(),
  /** How many pictures (or classes) it is about. */
  count,
  paths: z.array(path).optional(),
  /** Pictures that belong together; where one is to be kept, it is the first. */
  groups: z.array(z.array(path).min(1)).optional(),
  repair: Repair.optional(),
})
export type Finding = z.infer<typeof Finding>

/** How many values lie from each of `from` up to the next one. */
export const HistogramRecord = z
  .strictObject({ from: z.array(z.number()).min(1), counts: z.array(count).min(1) })
  .refine(({ from, counts }) => from.length === counts.length, 'each border has its count')

/** A file that training will not use, and why. */
export const UnusedFile = z.strictObject({ path, code: z.string(), reason: z.string() })
export type UnusedFile = z.infer<typeof UnusedFile>

/** The health report of a data set: what is there and what is wrong with it. Kept beside the scan's cache. */
export const ScanReport = z.strictObject({
  format: z.literal('layerloom-scan'),
  version: z.literal(1),
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  /** As the person named it. */
  source: z.string(),
  /** Of the decoder whose verdicts these are. */
  decoder: z.string(),
  /** Files that were looked at; `images` of them can be used. */
  files: count,
  images: count,
  /** Of the files that can be used. */
  bytes: count,
  /** Images of each class, empty ones too. */
  classes: Tally,
  /** Images of each split that the source itself makes; `undealt`: those that it leaves to the project. */
  splits: z.partialRecord(z.union([SplitName, z.literal('undealt')]), count),
  /** Images of each class in each split. */
  classesOfSplits: z.partialRecord(z.union([SplitName, z.literal('undealt')]), Tally),
  formats: Tally,
  /** What the decoder says of pictures that it takes: how many are rotated, in CMYK ... by its codes. */
  notes: Tally,
  problems: z.array(UnusedFile),
  /** Groups of files with equal bytes. */
  duplicates: z.array(z.array(path).min(2)),
  /** Groups of pictures that nearly show the same, directly or through others; of files with equal bytes the first stands for all. */
  nearDuplicates: z.array(z.array(path).min(2)),
  /** `false`: so many pictures are alike that the search was cut short. */
  isNearSearchComplete: z.boolean(),
  findings: z.array(Finding),
  sizes: z
    .strictObject({
      /** Pixels. */
      width: z.strictObject({ least: count, median: count, most: count }),
      height: z.strictObject({ least: count, median: count, most: count }),
      shorterSide: HistogramRecord,
      /** Width over height. */
      aspect: HistogramRecord,
    })
    .optional(),
  /** Per channel (R, G, B) on the scale 0-1, each picture weighing the same. */
  pixels: z.strictObject({ mean: channels, deviation: channels }).optional(),
  /** The mean of all pictures: RGB bytes, rows one behind the other, as base64. */
  meanImage: z.strictObject({ side: count, rgb: z.string() }).optional(),
})
export type ScanReport = z.infer<typeof ScanReport>

export const scanReportRecord = defineRecord<ScanReport>({
  format: 'layerloom-scan',
  file: 'report.json',
  version: 1,
  schema: ScanReport,
  migrations: [],
})
