import type { DescribeDataResult, DescribeDataTask } from '../../../shared/contract/jobs'
import { openDataSet } from '../../data/openDataSet'
import type { JobContext } from '../jobContext'

/** Opens a data set and says what it holds. */
export async function describeData(task: DescribeDataTask, context: JobContext): Promise<DescribeDataResult> {
  const data = await openDataSet(task.data, {
    folder: task.folder,
    onProgress: (what) => context.post({ event: 'working', what }),
  })
  return {
    task: 'describe-data',
    imageShape: [...data.imageShape],
    classes: [...data.classes],
    counts: { train: data.count('train'), validation: data.count('validation'), test: data.count('test') },
  }
}
