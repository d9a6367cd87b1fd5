import path from 'node:path'
import { Problem, type ProblemDetails } from '../../../../shared/problem'
import type { CheckpointState, TrainingProgress } from '../../../../shared/records/checkpoint'
import type { TensorMap } from '../../../../shared/tensorData'
import { byteAmount } from '../../../disk/byteAmount'
import { type Disk, errorCode } from '../../../disk/disk'
import { diskProblem } from '../../../disk/diskProblem'
import { temporaryName } from '../../../disk/owner'
import { realDisk } from '../../../disk/realDisk'
import { removeLeftovers } from '../../../disk/removeLeftovers'
import { retryWhileBusy } from '../../../disk/retryWhileBusy'
import type { FoundCheckpoint } from './checkpoint'
import { formatFolderName } from './folderName'
import { checkpointFolders, newestCheckpoint } from './newestCheckpoint'
import { verifyCheckpoint } from './readCheckpoint'
import { plannedFiles, writeCheckpointFolder } from './writeCheckpoint'

export interface CheckpointStoreOptions {
  readonly disk?: Disk
  /** How many good ones stay; 2 by default, 1 for `best/`. */
  readonly keep?: number
  /** Largest file of tensors, in bytes. */
  readonly shardLimit?: number
}

export interface SavedCheckpoint {
  readonly step: number
  readonly path: string
  readonly bytes: number
  /** Old ones that should have gone and could not be removed. */
  readonly leftBehind: readonly ProblemDetails[]
}

/**
 * The checkpoints of a run, one folder each, named by the step: `checkpoints/400/`. A second store with `keep: 1` in `best/` holds
 * the best one. The caller holds the run's lock: one writer.
 *
 * A checkpoint is filled under a temporary name, synced file by file, and renamed when its manifest is down, so that after a kill
 * or a power cut at any moment each folder with a number is whole. It counts (and `save` returns) when it has been read back;
 * only then do older ones go. A failing disk costs the new one, never an old one.
 */
export class CheckpointStore {
  readonly folder: string
  private readonly disk: Disk
  private readonly keep: number
  private readonly shardLimit: number | undefined
  /** Those that this process has read in full, or written and read back. */
  private readonly good = new Set<string>()
  /** Folders of ours that are to go and would not yet. */
  private readonly doomed = new Set<string>()

  private constructor(folder: string, { disk = realDisk, keep = 2, shardLimit }: CheckpointStoreOptions) {
    this.folder = folder
    this.disk = disk
    this.keep = keep
    this.shardLimit = shardLimit
  }

  /** Makes the folder if it is absent and clears away what killed writers left. */
  static async open(folder: string, options: CheckpointStoreOptions = {}): Promise<CheckpointStore> {
    const store = new CheckpointStore(folder, options)
    try {
      await store.disk.makeFolder(folder)
      await store.disk.syncFolder(path.dirname(folder))
      await removeLeftovers(store.disk, folder)
    } catch (error) {
      throw diskProblem(error, 'checkpoints', folder)
    }
    return store
  }

  /**
   * Writes a checkpoint and returns when it is safe. A Problem (`disk-full`, `disk-error`, `not-allowed` ...) means that it is not
   * there and the older ones are untouched: the run can say so and go on.
   */
  async save(content: { progress: TrainingProgress; weights: TensorMap; slots: TensorMap }): Promise<SavedCheckpoint> {
    const { progress, weights, slots } = content
    const { step } = progress
    const state: CheckpointState = { format: 'layerloom-checkpoint', version: 1, ...progress }
    const files = plannedFiles({ state, weights, slots }, this.shardLimit)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const temporary = path.join(this.folder, await temporaryName(String(step)))
    try {
      await this.removeDoomed()
      await this.checkRoom(step, bytes)
      await writeCheckpointFolder(this.disk, temporary, step, files)
      const final = await this.publish(temporary, step)
      await verifyCheckpoint(this.disk, final)
      this.good.add(path.basename(final))
      return { step, path: final, bytes, leftBehind: await this.removeOld() }
    } catch (error) {
      this.doomed.add(temporary)
      await this.removeDoomed()
      throw diskProblem(error, `checkpoint ${step}`, this.folder)
    }
  }

  /** The newest checkpoint that is whole, and why newer ones were refused. Deletes nothing. */
  async load(): Promise<FoundCheckpoint> {
    const found = await newestCheckpoint(this.folder, this.disk)
    if (found.checkpoint) this.good.add(path.basename(found.checkpoint.path))
    return found
  }

  private async checkRoom(step: number, bytes: number): Promise<void> {
    const free = await this.disk.freeBytes(this.folder)
    const needed = Math.ceil(bytes * 1.2)
    if (free !== undefined && free < needed)
      throw new Problem({
        code: 'disk-full',
        message: `cannot write checkpoint ${step}: it needs ${byteAmount(needed)}, the disk has ${byteAmount(free)}`,
        remedy: 'free space',
        place: this.folder,
      })
  }

  /** Gives the filled folder its name and makes that name last. */
  private async publish(temporary: string, step: number): Promise<string> {
    for (let attempt = (await this.lastAttempt(step)) + 1; ; attempt++) {
      const final = path.join(this.folder, formatFolderName({ step, attempt }))
      try {
        await retryWhileBusy(() => this.disk.rename(temporary, final))
      } catch (error) {
        // Somebody put a file or folder of that name there meanwhile.
        const code = errorCode(error)
        if (code === 'EEXIST' || code === 'ENOTEMPTY' || code === 'ENOTDIR') continue
        throw error
      }
      await this.disk.syncFolder(this.folder)
      return final
    }
  }

  private async lastAttempt(step: number): Promise<number> {
    return Math.max(
      0,
      ...(await checkpointFolders(this.disk, this.folder))
        .filter((name) => name.step === step)
        .map(({ attempt }) => attempt),
    )
  }

  /** Removes what is older than the last `keep` good ones: renamed first, so that a number never stands on half a folder. */
  private async removeOld(): Promise<ProblemDetails[]> {
    const leftBehind: ProblemDetails[] = []
    let kept = 0
    for (const name of await checkpointFolders(this.disk, this.folder)) {
      const folder = formatFolderName(name)
      if (kept < this.keep) {
        if (this.good.has(folder)) kept++
        continue
      }
      const doomed = path.join(this.folder, await temporaryName(folder))
      try {
        await this.disk.rename(path.join(this.folder, folder), doomed)
        this.good.delete(folder)
        this.doomed.add(doomed)
      } catch (error) {
        const problem = diskProblem(error, `old checkpoint ${folder}`, this.folder)
        if (!(problem instanceof Problem)) throw error
        leftBehind.push(problem.details)
      }
    }
    await this.removeDoomed()
    return leftBehind
  }

  /** Best effort: what will not go now is tried again at the next save, and at the next start by the owner in its name. */
  private async removeDoomed(): Promise<void> {
    for (const folder of this.doomed)
      try {
        await this.disk.removeFolder(folder)
        this.doomed.delete(folder)
      } catch (error) {
        if (errorCode(error) === undefined) throw error
      }
  }
}
