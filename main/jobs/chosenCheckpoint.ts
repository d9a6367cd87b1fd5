import path from 'node:path'
import type { CheckpointPick } from '../../shared/contract/jobs'
import { Problem } from '../../shared/problem'
import { checkpointFolder } from '../../shared/records/keptCheckpoint'
import { realDisk } from '../disk/realDisk'
import type { JobContext } from './jobContext'
import { type Checkpoint, newestCheckpoint, readCheckpoint } from './train/checkpoints'
import { formatFolderName } from './train/checkpoints/folderName'
import { checkpointFolders } from './train/checkpoints/newestCheckpoint'

/**
 * A run's weights: the best ones where they are asked for and there, else the newest; or those of a step. Files that are not whole are warned of.
 */
export async function chosenCheckpoint(
  folder: string,
  choice: CheckpointPick,
  context: JobContext,
): Promise<Checkpoint> {
  if (typeof choice === 'object')
    return 'kind' in choice
      ? ofStep(folder, choice.step, [checkpointFolder[choice.kind]])
      : ofStep(folder, choice.step, Object.values(checkpointFolder))
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

async function ofStep(folder: string, step: number, stores: readonly string[]): Promise<Checkpoint> {
  for (const name of stores) {
    const place = path.join(folder, name)
    const found = (await checkpointFolders(realDisk, place)).find((each) => each.step === step)
    if (found) return readCheckpoint(realDisk, path.join(place, formatFolderName(found)))
  }
  throw new Problem({
    code: 'no-checkpoint',
    message: `run ${path.basename(folder)} has no checkpoint of step ${step} any more`,
    remedy: 'choose another one',
    place: folder,
  })
}
