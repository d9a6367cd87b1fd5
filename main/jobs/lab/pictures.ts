import type { PicturesAnswer, PicturesQuestion } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { pictureTarget } from '../openProjectData'
import type { LabBench } from './labBench'

/** Pictures as the network sees them, with label and name where they are of the data set. */
export async function pictures(
  { subject, pictures: wanted }: PicturesQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<PicturesAnswer> {
  const project = await bench.projectOf(subject)
  const found: PicturesAnswer['pictures'] = []
  let shape = pictureTarget(project).shape
  for (const picture of wanted) {
    signal.throwIfAborted()
    try {
      const { pixels, label, name } = await bench.picture(subject, project, picture)
      found.push({ pixels, ...(label !== undefined && { label }), ...(name !== undefined && { name }) })
      if ('split' in picture || 'name' in picture) shape = (await bench.source(subject, project)).shape
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      found.push({ problem: error.details })
    }
  }
  return { ask: 'pictures', size: [...shape] as [number, number, number], pictures: found }
}
