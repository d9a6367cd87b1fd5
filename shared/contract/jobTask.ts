import { z } from 'zod'
import { ExportWishes, FormatId } from '../formats/exportOptions'
import { DataReference } from '../records/dataReference'
import { DataSetEdit } from '../records/dataSetEdit'
import { EngineSettings } from '../records/engineSettings'
import { Project } from '../records/project'
import { SplitName } from '../records/splitName'
import { Augmentation } from '../training/augmentation/augmentation'
import { CheckpointChoice, CheckpointPick } from './checkpointChoice'

export { CheckpointChoice, CheckpointPick } from './checkpointChoice'

const folder = z.string().min(1)

/** What TensorFlow is set to in the process, and what the person asked for. */
const engine = {
  engine: EngineSettings,
  /** Fail where the GPU of `engine.device` cannot be used; otherwise the CPU takes over with a warning. */
  gpuRequired: z.boolean(),
}

/** A run from its first step, or from its newest good checkpoint. */
export const TrainTask = z.strictObject({
  task: z.literal('train'),
  ...engine,
  /** Exists; empty for a new run. */
  runFolder: folder,
  /** A new run's definition; absent: `job.json` in the folder has it. */
  begin: z
    .strictObject({
      id: z.string().min(1),
      projectFolder: folder,
      project: Project,
      layerloom: z.string(),
    })
    .optional(),
  /** Ends this process' part, with a checkpoint, after that step; the run can go on from there later. */
  stopAfterStep: z.int().positive().optional(),
})
export type TrainTask = z.infer<typeof TrainTask>

export const EvaluateTask = z.strictObject({
  task: z.literal('evaluate'),
  ...engine,
  runFolder: folder,
  checkpoint: CheckpointPick,
  /** Other images than the run's test split: all images of that source. */
  source: z.string().min(1).optional(),
  /** Another split than the one by which the run is judged. */
  split: SplitName.optional(),
  /** Keep what is said of each picture, below `evaluations/` in the run's folder. */
  keepPictures: z.boolean().optional(),
})
export type EvaluateTask = z.infer<typeof EvaluateTask>

export const PredictTask = z.strictObject({
  task: z.literal('predict'),
  ...engine,
  /** A run's folder, or the model file of another program. */
  runFolder: folder.optional(),
  modelFile: z.string().min(1).optional(),
  checkpoint: CheckpointChoice,
  /** Picture files. */
  images: z.array(z.string().min(1)).min(1),
})
export type PredictTask = z.infer<typeof PredictTask>

export const CheckGradientsTask = z.strictObject({
  task: z.literal('check-gradients'),
  ...engine,
  project: Project,
  projectFolder: folder,
})
export type CheckGradientsTask = z.infer<typeof CheckGradientsTask>

/** A few real training steps, timed and thrown away: what would training cost here? */
export const EstimateTask = z.strictObject({
  task: z.literal('estimate'),
  ...engine,
  project: Project,
  projectFolder: folder,
  /** What training may take beside the engine, in bytes; absent: what is free. */
  memoryBytes: z.number().positive().optional(),
})
export type EstimateTask = z.infer<typeof EstimateTask>

/** Which weights a run of the project would begin with. */
export const MatchStartTask = z.strictObject({
  task: z.literal('match-start'),
  project: Project,
  projectFolder: folder,
})
export type MatchStartTask = z.infer<typeof MatchStartTask>

/** Three training steps of a small network on drawn pictures: does the engine work? */
export const SelfTestTask = z.strictObject({ task: z.literal('self-test'), ...engine })
export type SelfTestTask = z.infer<typeof SelfTestTask>

/** What a data set holds; TensorFlow is not loaded for it, so picture files are listed and a few of their headers read. */
export const DescribeDataTask = z.strictObject({
  task: z.literal('describe-data'),
  data: DataReference,
  /** From which a relative path counts. */
  folder,
})
export type DescribeDataTask = z.infer<typeof DescribeDataTask>

/** Looks at every picture file of a source; TensorFlow is loaded where there is something to decode. */
export const ScanTask = z.strictObject({
  task: z.literal('scan'),
  ...engine,
  /** A path, relative to `folder`. */
  source: z.string().min(1),
  folder,
  /** As a data reference has it. */
  nested: z.enum(['first-folder', 'full-path']).optional(),
  /** Nothing of an earlier scan is used. */
  fresh: z.boolean().optional(),
  /** The process before this one was lost: a file that was alone in the decoder is to blame. */
  afterDeath: z.boolean().optional(),
})
export type ScanTask = z.infer<typeof ScanTask>

/** The health of a project's data, and what mends them as edits of its `dataset.json`. */
export const RepairDataTask = z.strictObject({
  task: z.literal('repair-data'),
  ...engine,
  data: DataReference,
  projectFolder: folder,
  /** Of the findings that are to be mended, in order; none: only say how it stands. */
  kinds: z.array(z.string().min(1)),
  /** The version is written also where nothing was mended. */
  freeze: z.boolean().optional(),
  /** As a scan has it. */
  afterDeath: z.boolean().optional(),
})
export type RepairDataTask = z.infer<typeof RepairDataTask>

/** One more edit of a project's data set. */
export const EditDataTask = z.strictObject({ task: z.literal('edit-data'), projectFolder: folder, edit: DataSetEdit })
export type EditDataTask = z.infer<typeof EditDataTask>

/** Takes back the last edit of a project's data set. */
export const UndoDataEditTask = z.strictObject({ task: z.literal('undo-data-edit'), projectFolder: folder })
export type UndoDataEditTask = z.infer<typeof UndoDataEditTask>

/** A contact sheet of what augmentation does to pictures of a project's training split, or of a source. */
export const PreviewTask = z.strictObject({
  task: z.literal('preview'),
  ...engine,
  /** From which a relative path counts. */
  folder,
  /** A project, whose size, order and seed are those of its trainings; or a source, whose pictures are as large as `size` says. */
  subject: z.union([
    z.strictObject({ project: Project }),
    z.strictObject({
      data: DataReference,
      size: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).optional(),
    }),
  ]),
  /** In place of the project's own. */
  augmentation: Augmentation.optional(),
  seed: z.int().nonnegative().optional(),
  pictures: z.int().min(1).max(100),
  variants: z.int().min(1).max(50),
  /** The PNG file. */
  out: z.string().min(1),
})
export type PreviewTask = z.infer<typeof PreviewTask>

/** Stays and answers questions about a project's networks (`ask`), until it is told to stop or its studio is gone. */
export const LabTask = z.strictObject({ task: z.literal('lab'), ...engine })
export type LabTask = z.infer<typeof LabTask>

/** A run's weights as a file of another program's, proven before it gets its name. */
export const ExportTask = z.strictObject({
  task: z.literal('export'),
  ...engine,
  runFolder: folder,
  checkpoint: CheckpointChoice,
  format: FormatId,
  options: ExportWishes,
  /** The file or folder that is to be made, absolute; the format's extension is added where it is missing. */
  out: z.string().min(1),
  /** What stands there may be replaced. */
  overwrite: z.boolean(),
  /** Goes into the model card. */
  licence: z.string().max(500).optional(),
  layerloom: z.string(),
})
export type ExportTask = z.infer<typeof ExportTask>

/** A run's figures as event files of TensorBoard. */
export const TensorboardTask = z.strictObject({
  task: z.literal('tensorboard'),
  runFolder: folder,
  /** A folder for the runs of many. */
  out: folder,
})
export type TensorboardTask = z.infer<typeof TensorboardTask>

/** What an imported network takes: pixels as they are, or brought to a range. */
export const ImportValues = z.enum(['0-255', '0-1', '-1-1', 'imagenet'])
export type ImportValues = z.infer<typeof ImportValues>

/** A stranger's model file as a project. TensorFlow is not loaded. */
export const ImportTask = z.strictObject({
  task: z.literal('import'),
  /** With which the imported weights will be run. */
  engine: EngineSettings,
  /** A file, or the folder of a TensorFlow.js model; absolute. */
  file: z.string().min(1),
  /** The project's folder, which is made. */
  out: folder,
  name: z.string().min(1).max(200).optional(),
  /** As a data reference has it; absent: the folder `pictures` in the project. */
  data: z.string().min(1).optional(),
  values: ImportValues.optional(),
  layerloom: z.string(),
})
export type ImportTask = z.infer<typeof ImportTask>

/** What a job process can be asked to do; it does one task and exits. */
export const JobTask = z.discriminatedUnion('task', [
  TrainTask,
  EvaluateTask,
  PredictTask,
  CheckGradientsTask,
  EstimateTask,
  MatchStartTask,
  SelfTestTask,
  DescribeDataTask,
  ScanTask,
  RepairDataTask,
  EditDataTask,
  UndoDataEditTask,
  PreviewTask,
  TensorboardTask,
  LabTask,
  ExportTask,
  ImportTask,
])
export type JobTask = z.infer<typeof JobTask>
