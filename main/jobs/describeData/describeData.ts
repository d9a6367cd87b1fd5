import type { DescribeDataResult, DescribeDataTask } from '../../../shared/contract/jobs'
import { splits } from '../../data/dataSet'
import { describeDataSet } from '../../data/openDataSet'
import type { JobContext } from '../jobContext'

/** What a data set holds: picture files as they are listed, other data as they are opened. */
export async function describeData(task: DescribeDataTask, context: JobContext): Promise<DescribeDataResult> {
  const found = await describeDataSet(task.data, {
    folder: task.folder,
    onProgress: (what, progress) => context.post({ event: 'working', what, ...progress }),
  })
  const { imageShape, classes } = found
  const same = {
    task: 'describe-data' as const,
    imageShape: [...imageShape] as [number, number, number],
    classes: [...classes],
  }
  if ('isOneSize' in found) {
    const { undealt, ...counts } = found.counts
    return { ...same, counts, files: { undealt, isOneSize: found.isOneSize } }
  }
  const counts = Object.fromEntries(splits.map((split) => [split, found.count(split)]))
  return { ...same, counts: counts as DescribeDataResult['counts'] }
}
