import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { CheckpointPick } from '../../../shared/contract/jobs'
import type { KeptCheckpoint } from '../../../shared/contract/studio/runs'
import { decodePictureResults, type PictureResults } from '../../../shared/evaluation/pictureResults'
import { evaluationFile, evaluationsFolder } from '../../../shared/evaluation/place'
import { Problem } from '../../../shared/problem'
import type { SplitName } from '../../../shared/records/splitName'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { checkpointsOf } from '../runs/checkpointsOf'
import type { KnownRun } from '../runs/runFolder'

/** The checkpoint that is meant. Throws `no-checkpoint`. */
export async function meantCheckpoint(run: KnownRun, pick: CheckpointPick): Promise<KeptCheckpoint> {
  const all = await checkpointsOf(run)
  const found =
    typeof pick === 'object'
      ? all.find(({ kind, step }) => step === pick.step && (!('kind' in pick) || kind === pick.kind))
      : ((pick === 'best' ? all.find(({ kind }) => kind === 'best') : undefined) ??
        all.find(({ kind }) => kind === 'newest') ??
        all[0])
  if (found) return found
  throw new Problem({
    code: 'no-checkpoint',
    message:
      typeof pick === 'object'
        ? `the run has no checkpoint of step ${pick.step} any more`
        : 'the run has no checkpoint yet',
    remedy: typeof pick === 'object' ? 'choose another one' : 'train it first',
    place: run.folder,
  })
}

const kept = new Map<string, { readonly time: number; readonly results: PictureResults }>()
/** Evaluations in memory: a cell after the other is asked for. */
const mostInMemory = 4

/**
 * What was said of each picture with these weights; `undefined` where nobody asked, where the weights were written anew since, or where the file is
 * damaged: then it is to be done again.
 */
export async function evaluationOf(
  run: KnownRun,
  checkpoint: KeptCheckpoint,
  split: SplitName,
): Promise<PictureResults | undefined> {
  const file = path.join(run.folder, evaluationsFolder, evaluationFile(split, checkpoint.step))
  try {
    const { mtimeMs: time } = await stat(file)
    const known = kept.get(file)
    const results = known?.time === time ? known.results : decodePictureResults(await readFile(realDisk, file), file)
    kept.delete(file)
    kept.set(file, { time, results })
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostInMemory))) kept.delete(oldest)
    return results.head.createdAt >= checkpoint.savedAt ? results : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    if (error instanceof Problem && error.details.code === 'evaluation-damaged') return undefined
    throw diskProblem(error, 'the evaluation', file, 'read')
  }
}
