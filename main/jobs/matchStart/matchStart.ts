import type { MatchStartResult, MatchStartTask } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { withClasses } from '../../../shared/training/fineTuning/withClasses'
import { describeDataSet } from '../../data/openDataSet'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { pictureTarget } from '../openProjectData'
import { findStartWeights } from '../train/start/startWeights'

/**
 * What a run of the project would begin with: the report that its `job.json` would have. TensorFlow is not loaded, pictures are not decoded. A network whose
 * head is for another number of classes is matched as it would be with a fitting one.
 */
export async function matchStart(task: MatchStartTask, context: JobContext): Promise<MatchStartResult> {
  const { project, projectFolder: folder } = task
  const { classes } = await describeDataSet(project.data, {
    folder,
    onProgress: (what, progress) => context.post({ event: 'working', what, ...progress }),
  })
  const outputs = outputsOf(project.network)
  const isHeadFit = outputs === classes.length
  const network = isHeadFit ? project.network : withClasses(project.network, classes.length)
  const fitting = { ...project, network }
  // Picture files are scaled to what the network takes; that other data fit is checked when it trains.
  const { shape } = pictureTarget(fitting)
  const program = compileProject(fitting, { imageShape: shape, classes })
  const found = await findStartWeights({ project: fitting, folder, classes, program, context })
  const learning = new Set(program.learning.map(({ layer }) => layer))
  const weighty = [...new Set(program.weights.map(({ layer }) => layer))]
  return {
    task: 'match-start',
    ...(found && { report: found.report }),
    classes: [...classes],
    ...(outputs !== undefined && { outputs }),
    isHeadFit,
    frozen: weighty.filter((layer) => !learning.has(layer)).length,
    layers: weighty.length,
  }
}

function outputsOf(network: Network): number | undefined {
  const { output, layers } = inferNetwork(network)
  const shape = output === undefined ? undefined : layers.get(output)?.shape
  return shape?.at(-1)
}
