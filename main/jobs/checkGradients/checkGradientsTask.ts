import type { CheckGradientsResult, CheckGradientsTask } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import { batches } from '../../data/batches'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { startEngine } from '../startEngine'
import { checkGradients } from './checkGradients'

/** Pictures whose loss is differentiated; a check costs many evaluations of it. */
const pictures = 4

/** Checks the gradients of a project's network on a few of its own training pictures. */
export async function checkGradientsTask(task: CheckGradientsTask, context: JobContext): Promise<CheckGradientsResult> {
  const { projectFolder: folder } = task
  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const { project, data } = await openWithData(task.project, { folder, context, version: { look: folder } })
  // For its problems: a network that does not fit the data has no gradients to check.
  compileProject(project, data)
  const { value: batch } = await batches(data, 'train', { batchSize: pictures }).next()
  if (!batch) throw new Error('a data set without training images was opened')
  const arrays = await checkGradients({
    training: {
      network: inferNetwork(project.network),
      classes: data.classes.length,
      normalization: project.preprocessing.normalization,
      configuration: project.training,
    },
    images: batch.images,
    labels: batch.labels,
    onArray: (done, total) => context.post({ event: 'working', what: 'checking gradients', done, total }),
  })
  const worst = new Map<string, (typeof arrays)[number]>()
  for (const array of arrays) {
    const known = worst.get(array.layer)
    if (!known || array.worstRelativeError > known.worstRelativeError) worst.set(array.layer, array)
  }
  const layers = [...worst.values()]
  const worstRelativeError = Math.max(0, ...layers.map((layer) => layer.worstRelativeError))
  return { task: 'check-gradients', layers, worstRelativeError }
}
