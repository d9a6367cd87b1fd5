import { z } from 'zod'
import { ExportWishes, FormatId } from '../../formats/exportOptions'
import { ExportRecord } from '../../records/exportRecord'
import { CheckpointChoice } from '../jobTask'
import { ProblemMessage } from '../problemMessage'
import { request, service, stream } from './core/definitions'
import { FolderPath, RunReference } from './names'

/** How an export goes on; the last item has the record, and then the stream ends. A Problem ends it otherwise. */
export const ExportProgress = z.strictObject({
  /** What it does now, for people. */
  working: z.string(),
  /** From 0 to 1, where it can be told. */
  progress: z.number().min(0).max(1).optional(),
  /** Things that a person should know, so far. */
  warnings: z.array(ProblemMessage),
  /** It is done: the file is there and was run. */
  record: ExportRecord.optional(),
})
export type ExportProgress = z.infer<typeof ExportProgress>

/** A run's weights as files of other programs. The formats and their options are data: `shared/formats/exportFormats`. */
export const exports = service({
  /** Leaving the stream ends the export; nothing of it is left then. Also a job of `jobs.watch`, and ended by `jobs.cancel`. */
  start: stream({
    input: z.strictObject({
      ...RunReference.shape,
      checkpoint: CheckpointChoice,
      format: FormatId,
      options: ExportWishes,
      /** The file or folder that is to be made, inside of what is granted. */
      out: FolderPath,
      overwrite: z.boolean(),
      licence: z.string().max(500).optional(),
    }),
    item: ExportProgress,
    keep: 'latest',
    everyMs: 100,
  }),
  /** A run's exports so far, newest first, and whether the file still stands where it was written. */
  history: request({
    input: RunReference,
    output: z.array(z.strictObject({ record: ExportRecord, isThere: z.boolean() })),
  }),
})
