import path from 'node:path'
import type { CheckpointPick } from '../../shared/contract/jobs'
import { Problem } from '../../shared/problem'
import { checkpointFolder } from '../../shared/records/keptCheckpoint'
import type { Disk } from '../disk/disk'
import { realDisk } from '../disk/realDisk'
import type { JobContext } from './jobContext'
import {
  type Checkpoint,
  newestReadable,
  type OpenedWeights,
  openCheckpointWeights,
  readCheckpoint,
} from './train/checkpoints'
import { formatFolderName } from './train/checkpoints/folderName'
import { checkpointFolders } from './train/checkpoints/newestCheckpoint'

/**
 * A run's weights: the best ones where they are asked for and there, else the newest; or those of a step. Files that are not whole are warned of.
 */
export const chosenCheckpoint = (folder: string, choice: CheckpointPick, context: JobContext): Promise<Checkpoint> =>
  chosen(folder, choice, context, readCheckpoint)

/** The same for whoever needs the weights alone, one at a time; to be closed. */
export const chosenWeights = (folder: string, choice: CheckpointPick, context: JobContext): Promise<OpenedWeights> =>
  chosen(folder, choice, context, openCheckpointWeights)

type Read<T> = (disk: Disk, place: string) => Promise<T>

async function chosen<T extends Pick<Checkpoint, 'state'>>(
  folder: string,
  choice: CheckpointPick,
  context: JobContext,
  read: Read<T>,
): Promise<T> {
  if (typeof choice === 'object')
    return 'kind' in choice
      ? ofStep(folder, choice.step, [checkpointFolder[choice.kind]], read)
      : ofStep(folder, choice.step, Object.values(checkpointFolder), read)
  for (const name of choice === 'best' ? ['best', 'checkpoints'] : ['checkpoints']) {
    const { checkpoint, refused } = await newestReadable(path.join(folder, name), realDisk, read)
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

async function ofStep<T>(folder: string, step: number, stores: readonly string[], read: Read<T>): Promise<T> {
  for (const name of stores) {
    const place = path.join(folder, name)
    const found = (await checkpointFolders(realDisk, place)).find((each) => each.step === step)
    if (found) return read(realDisk, path.join(place, formatFolderName(found)))
  }
  throw new Problem({
    code: 'no-checkpoint',
    message: `run ${path.basename(folder)} has no checkpoint of step ${step} any more`,
    remedy: 'choose another one',
    place: folder,
  })
}
