import type { CheckpointPick } from '../../../shared/contract/checkpointChoice'
import type { KeptCheckpoint } from '../../../shared/contract/studio/runs'

/** Which weights are looked at: the best, or those of a step that is still there. */
export type Pick = Exclude<CheckpointPick, 'latest'>

/** A stop of the slider. */
export interface Stop {
  readonly pick: Pick
  readonly step: number
  readonly epoch: number
  readonly isBest: boolean
}

/** Every step of which weights are there, oldest first, each once. The best ones are asked for by word: the report is of them. */
export function stopsOf(checkpoints: readonly KeptCheckpoint[]): Stop[] {
  const best = checkpoints.find(({ kind }) => kind === 'best')?.step
  const steps = new Map<number, Stop>()
  for (const { step, epoch } of checkpoints)
    if (!steps.has(step)) {
      const isBest = step === best
      steps.set(step, { pick: isBest ? 'best' : { step }, step, epoch, isBest })
    }
  return [...steps.values()].sort((a, b) => a.step - b.step)
}
