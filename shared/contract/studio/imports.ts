import { z } from 'zod'
import { ImportResult } from '../jobResult'
import { ImportValues } from '../jobTask'
import { ProblemMessage } from '../problemMessage'
import { service, stream } from './core/definitions'
import { FolderPath } from './names'

/** How an import goes on; the last item has the result, and then the stream ends. A Problem ends it otherwise. */
export const ImportProgress = z.strictObject({
  working: z.string(),
  /** From 0 to 1, where it can be told. */
  progress: z.number().min(0).max(1).optional(),
  /** What was left aside or had to be assumed, so far. */
  warnings: z.array(ProblemMessage),
  /** It is done: the project is there and may be opened. */
  result: ImportResult.optional(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** Other programs' model files as projects. */
export const imports = service({
  /** Leaving the stream ends the import; nothing of it is left then. */
  start: stream({
    input: z.strictObject({
      /** The model file, or the folder of a TensorFlow.js model. */
      file: FolderPath,
      /** The project's folder, which is made. */
      out: FolderPath,
      name: z.string().min(1).max(200).optional(),
      /** Pictures: a sample, or a path that is granted. */
      data: z.string().min(1).max(4096).optional(),
      values: ImportValues.optional(),
    }),
    item: ImportProgress,
    keep: 'latest',
    everyMs: 100,
  }),
})
