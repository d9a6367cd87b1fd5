import { z } from 'zod'
import { DescribeDataResult } from '../jobResult'
import { request, service } from './core/definitions'
import { FolderPath } from './names'

/** Images that projects learn from. */
export const datasets = service({
  /** What a source holds: `sample:digits`, or a path; a relative one counts from `folder`. */
  describe: request({
    input: z.strictObject({ source: z.string().min(1).max(4096), folder: FolderPath.optional() }),
    output: DescribeDataResult,
  }),
})
