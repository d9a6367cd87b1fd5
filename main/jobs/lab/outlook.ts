import { compileOutlook } from '../../../shared/insight/compileOutlook'
import { inferNetwork } from '../../../shared/model/infer'
import { soundNetwork } from '../../../shared/model/soundNetwork'
import type { LabBench, RunOnBench } from './labBench'
import { keyOf, type OpenProgram, openProgram } from './openProgram'

/** A run's network with its weights, open for predictions and, where a layer is named, for heat maps of it. */
export function outlook({ job, checkpoint }: RunOnBench, bench: LabBench, layer?: string): Promise<OpenProgram> {
  const { project, data } = job
  const { normalization } = project.preprocessing
  const { seed, precision } = project.training
  return bench.programs.get(keyOf('outlook', checkpoint.path, checkpoint.state.step, layer), async () => {
    const network = soundNetwork(inferNetwork(project.network), data.classes.length)
    const classes = data.classes.length
    const program = compileOutlook({ network, classes, normalization, seed, precision, layer })
    return openProgram(program, checkpoint.weights, { strict: true })
  })
}

/** The checkpoint that answered. */
export const usedCheckpoint = ({ checkpoint: { state } }: RunOnBench) => ({ step: state.step, epoch: state.epoch })
