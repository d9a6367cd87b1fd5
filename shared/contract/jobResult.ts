import { z } from 'zod'
import { FormatId } from '../formats/exportOptions'
import { DataSetEdit } from '../records/dataSetEdit'
import { ExportRecord } from '../records/exportRecord'
import { SplitFigures } from '../records/metrics'
import { Normalization } from '../records/preprocessing'
import { Report } from '../records/report'
import { ScanReport } from '../records/scanReport'
import { StartReport } from '../records/startFrom'
import { ProblemMessage } from './problemMessage'

const count = z.int().nonnegative()

/** Why a run's process ended as it should. */
export const TrainingEnd = z.enum([
  /** All epochs are done. */
  'epochs',
  'early-stopping',
  'maximum-time',
  /** `stopAfterStep` was reached; the run can go on. */
  'steps',
  /** The person stopped it; the run can go on. */
  'stopped',
  /** The studio went away; the run can go on. */
  'orphaned',
])
export type TrainingEnd = z.infer<typeof TrainingEnd>

export const TrainResult = z.strictObject({
  task: z.literal('train'),
  end: TrainingEnd,
  /** Steps done and epochs completed, resumed parts counted in. */
  steps: count,
  epochs: count,
  /** Over the test images, of the best weights; absent where the run was stopped or has no test images. */
  test: SplitFigures.optional(),
  /** Of this process' training steps. */
  imagesPerSecond: z.number().nullable(),
  device: z.string(),
})
export type TrainResult = z.infer<typeof TrainResult>

export const EvaluateResult = z.strictObject({ task: z.literal('evaluate'), report: Report })
export type EvaluateResult = z.infer<typeof EvaluateResult>

export const PredictResult = z.strictObject({
  task: z.literal('predict'),
  predictions: z.array(
    z.strictObject({
      path: z.string(),
      /** Of a file with several pictures (IDX): which. */
      index: count.optional(),
      /** Most likely first, at most five. */
      top: z.array(z.strictObject({ class: z.string(), probability: z.number() })),
    }),
  ),
})
export type PredictResult = z.infer<typeof PredictResult>

export const CheckGradientsResult = z.strictObject({
  task: z.literal('check-gradients'),
  /** One for each layer that learns, with the array that did worst. */
  layers: z.array(z.strictObject({ layer: z.string(), weight: z.string(), worstRelativeError: z.number() })),
  worstRelativeError: z.number(),
})
export type CheckGradientsResult = z.infer<typeof CheckGradientsResult>

const seconds = z.number().nonnegative()
const byteCount = z.number().nonnegative()

export const EstimateResult = z.strictObject({
  task: z.literal('estimate'),
  device: z.string(),
  batchSize: z.int().positive(),
  images: z.strictObject({ train: count, validation: count }),
  stepsPerEpoch: z.int().positive(),
  seconds: z.strictObject({
    /** Once a run: compiling, opening, and what the first steps take longer than later ones. */
    start: seconds,
    /** One step over a full batch, its reading counted in: the mean of those that were timed. */
    step: seconds,
    /** Of an epoch: its steps; its validation; both. Checkpoints are not in it. */
    training: seconds,
    validation: seconds,
    epoch: seconds,
  }),
  imagesPerSecond: z.number().positive(),
  timed: z.strictObject({
    steps: z.int().positive(),
    seconds,
    /** Standard error of the mean step, as a part of it; `null` for a single step. */
    uncertainty: z.number().nonnegative().nullable(),
  }),
  memory: z.strictObject({
    /** What training takes beside the engine: from the graph alone; as the process grew, `null` where that cannot be seen. */
    estimatedBytes: byteCount,
    measuredBytes: byteCount.nullable(),
    /** The most that the whole process had. */
    processBytes: byteCount,
  }),
  /** `null` on a GPU, whose memory we cannot ask for. */
  largestBatch: z
    .strictObject({
      /** 0: not even one picture fits. */
      batchSize: count,
      /** What keeps it from being larger. */
      limitedBy: z.enum(['memory', 'images', 'configuration']),
      /** What was free with the engine and the data in place, and the part of it that was counted on; or what was allowed. */
      freeBytes: byteCount,
      usableBytes: byteCount,
      /** How much steeper memory was taken to grow with the batch than the graph says, as the dry run showed: 0.75 to 1.25. */
      calibration: z.number().positive(),
    })
    .nullable(),
})
export type EstimateResult = z.infer<typeof EstimateResult>

export const MatchStartResult = z.strictObject({
  task: z.literal('match-start'),
  /** Absent where the project draws its weights. */
  report: StartReport.optional(),
  /** Of the data. */
  classes: z.array(z.string()),
  /** Of the network as it is; absent where that is not known. */
  outputs: count.optional(),
  /** Whether the network's head is for as many classes. */
  isHeadFit: z.boolean(),
  /** Layers with weights, and those of them that do not learn in the first epoch. */
  layers: count,
  frozen: count,
})
export type MatchStartResult = z.infer<typeof MatchStartResult>

export const SelfTestResult = z.strictObject({
  task: z.literal('self-test'),
  tensorflow: z.string(),
  tfjs: z.string(),
  node: z.string(),
  device: z.string(),
  threads: count,
  losses: z.array(z.number()),
  /** Loading TensorFlow; compiling and opening the graph; three steps. */
  seconds: z.strictObject({ load: z.number(), open: z.number(), steps: z.number() }),
})
export type SelfTestResult = z.infer<typeof SelfTestResult>

export const DescribeDataResult = z.strictObject({
  task: z.literal('describe-data'),
  /** Height, width, channels. */
  imageShape: z.tuple([count, count, count]),
  classes: z.array(z.string()),
  /** Images; of picture files those that their source has put into a split. */
  counts: z.strictObject({ train: count, validation: count, test: count }),
  /** Of picture files, which are listed and not decoded: `imageShape` is of the middle one where they differ in size. */
  files: z
    .strictObject({
      /** Those that are dealt out when they are first used. */
      undealt: count,
      isOneSize: z.boolean(),
    })
    .optional(),
})
export type DescribeDataResult = z.infer<typeof DescribeDataResult>

export const ScanResult = z.strictObject({
  task: z.literal('scan'),
  report: ScanReport,
  /** Pictures that an earlier scan knew and that did not change. */
  reused: count,
  /** Where the report is kept. */
  file: z.string(),
})
export type ScanResult = z.infer<typeof ScanResult>

export const RepairDataResult = z.strictObject({
  task: z.literal('repair-data'),
  /** As the data set is after the edits. */
  report: ScanReport,
  /** They are picture files, which have a data set file; of others nothing is mended. */
  hasFiles: z.boolean(),
  edits: z.array(DataSetEdit),
  /** The data set file, or where the report is kept. */
  file: z.string(),
})
export type RepairDataResult = z.infer<typeof RepairDataResult>

export const EditDataResult = z.strictObject({ task: z.literal('edit-data'), file: z.string() })
export type EditDataResult = z.infer<typeof EditDataResult>

export const UndoDataEditResult = z.strictObject({
  task: z.literal('undo-data-edit'),
  undone: DataSetEdit,
  /** How many are left. */
  edits: count,
  file: z.string(),
})
export type UndoDataEditResult = z.infer<typeof UndoDataEditResult>

/** What an operation did to a picture: in words, and the numbers that were drawn. */
const PictureChange = z.strictObject({
  operation: z.string(),
  caption: z.string(),
  drawn: z.record(z.string(), z.number()),
})

export const PreviewResult = z.strictObject({
  task: z.literal('preview'),
  /** The sheet. */
  file: z.string(),
  /** Of the sheet, in pixels. */
  height: count,
  width: count,
  seed: count,
  /** A sentence an operation. */
  augmentation: z.array(z.string()),
  pictures: z.array(
    z.strictObject({
      class: z.string(),
      /** For each variant the operations that changed it, in order. */
      variants: z.array(z.array(PictureChange)),
    }),
  ),
})
export type PreviewResult = z.infer<typeof PreviewResult>

export const LabResult = z.strictObject({ task: z.literal('lab'), answered: count })
export type LabResult = z.infer<typeof LabResult>

/** The file is there, and was run. */
export const ExportResult = z.strictObject({ task: z.literal('export'), record: ExportRecord })
export type ExportResult = z.infer<typeof ExportResult>

export const TensorboardResult = z.strictObject({
  task: z.literal('tensorboard'),
  files: z.array(z.string()),
  events: count,
})
export type TensorboardResult = z.infer<typeof TensorboardResult>

/** The project is there. */
export const ImportResult = z.strictObject({
  task: z.literal('import'),
  format: FormatId,
  project: z.string(),
  /** The folder of the run that has the weights. */
  run: z.string(),
  layers: count,
  parameters: count,
  inputShape: z.array(count),
  classes: z.array(z.string()),
  normalization: Normalization,
  /** What was left aside or had to be assumed, each with a stable code. */
  notUnderstood: z.array(ProblemMessage),
})
export type ImportResult = z.infer<typeof ImportResult>

export const JobResult = z.discriminatedUnion('task', [
  TrainResult,
  EvaluateResult,
  PredictResult,
  CheckGradientsResult,
  EstimateResult,
  MatchStartResult,
  SelfTestResult,
  DescribeDataResult,
  ScanResult,
  RepairDataResult,
  EditDataResult,
  UndoDataEditResult,
  PreviewResult,
  TensorboardResult,
  LabResult,
  ExportResult,
  ImportResult,
])
export type JobResult = z.infer<typeof JobResult>
