import path from 'node:path'
import type { CheckpointChoice } from '../../shared/contract/jobs'
import { Problem } from '../../shared/problem'
import type { JobContext } from './jobContext'
import { type Checkpoint, newestCheckpoint } from './train/checkpoints'

/** A run's weights: the best ones where they are asked for and there, else the newest. Files that are not whole are warned of. */
export async function chosenCheckpoint(
  folder: string,
  choice: CheckpointChoice,
  context: JobContext,
): Promise<Checkpoint> {
  for (const name of choice === 'best' ? ['best', 'checkpoints'] : ['checkpoints']) {
    const { checkpoint, refused } = await newestCheckpoint(path.join(folder, name))
    for (const problem of refused) context.post({ event: 'warning', problem })
    if (checkpoint) return checkpoint
  }
  throw new Problem({
    code: 'no-checkpoint',
    message: `run ${path.basename(folder)} has no checkpoint yet`,
    remedy: 'train it first',
    place: folder,
  })
}
