import type { Project } from '../../shared/records/project'
import { channelStatistics } from '../data/channelStatistics'
import type { DataSet } from '../data/dataSet'

/** The project with numbers in place of `per-channel`: mean and deviation of its training images. Any other is as it was. */
export async function withKnownNormalization(project: Project, data: DataSet): Promise<Project> {
  const { preprocessing } = project
  if (preprocessing.normalization.kind !== 'per-channel') return project
  const { mean, deviation } = await channelStatistics(data, 'train')
  return {
    ...project,
    preprocessing: { ...preprocessing, normalization: { kind: 'mean-deviation', mean, deviation } },
  }
}
