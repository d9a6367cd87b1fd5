import { cp } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { RunEvent } from '../../../shared/records/events'
import { jobRecord } from '../../../shared/records/job'
import { type CheckpointKind, type CheckpointPlace, checkpointFolder } from '../../../shared/records/keptCheckpoint'
import { LayersRow, layersFile } from '../../../shared/records/layersRow'
import { MetricRow } from '../../../shared/records/metrics'
import { formatRecord } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { openLines, readLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { checkpointFolderOf, checkpointsOf } from './checkpointsOf'
import { writeLabels } from './labels'
import { readRow } from './readRow'
import { createRunFolder, type KnownRun, readRun } from './runFolder'

/**
 * A new run that stands where another one stood at a checkpoint: its definition, its frozen data, its curve and layers up to there, and the
 * checkpoint. Resumed, it goes on from there bit for bit as the other one did; what is changed then changes only the branch. `job.json` comes last, so
 * that half a branch is no run.
 */
export async function branchRun(projectFolder: string, from: KnownRun, place: CheckpointPlace): Promise<KnownRun> {
  const checkpoint = await checkpointFolderOf(from, place)
  if (!checkpoint)
    throw new Problem({
      code: 'no-checkpoint',
      message: `run ${from.id} has no checkpoint of step ${place.step} (any more)`,
      remedy: 'choose one that is listed',
      place: from.folder,
    })
  const job = await readRun(from.folder)
  const run = await createRunFolder(projectFolder, new Date())
  try {
    const store = path.join(run.folder, checkpointFolder.newest)
    await realDisk.makeFolder(store)
    await cp(checkpoint, path.join(store, String(place.step)), { recursive: true, errorOnExist: true, force: false })
    for (const best of (await checkpointsOf(from)).filter(({ kind, step }) => bests.has(kind) && step <= place.step)) {
      const folder = await checkpointFolderOf(from, best)
      const to = path.join(run.folder, checkpointFolder[best.kind])
      if (folder) await cp(folder, path.join(to, String(best.step)), { recursive: true })
    }
    await cp(path.join(from.folder, 'dataset.json'), path.join(run.folder, 'dataset.json')).catch(absent)
    await copyLines(from, run, 'metrics.jsonl', (line) => upTo(readRow(MetricRow, line, ''), place.step))
    await copyLines(from, run, layersFile, (line) => upTo(readRow(LayersRow, line, ''), place.step))
    await copyChanges(from, run, place)
    const log = await openLines(realDisk, path.join(run.folder, 'events.jsonl'))
    const at = new Date().toISOString()
    await log.append([
      { event: 'branched', at, step: place.step, from: from.id } satisfies RunEvent,
      // As it stands until it is resumed: one that can go on.
      { event: 'stopped', at, step: place.step, reason: 'branched' } satisfies RunEvent,
    ])
    await log.close()
    await writeLabels(run.folder, { name: '', note: `branch of ${from.id} at step ${place.step}`, tags: ['branch'] })
    const begun = { ...job, id: run.id, createdAt: at }
    await writeFileAtomically(realDisk, path.join(run.folder, jobRecord.file), formatRecord(jobRecord, begun))
    return run
  } catch (error) {
    await realDisk.removeFolder(run.folder).catch(() => undefined)
    throw diskProblem(error, `a branch of run ${from.id}`, run.folder)
  }
}

async function copyLines(from: KnownRun, to: KnownRun, name: string, keep: (line: string) => boolean): Promise<void> {
  const { lines } = await readLines(realDisk, path.join(from.folder, name))
  const text = lines.filter(keep).map((line) => `${line}\n`)
  await writeFileAtomically(realDisk, path.join(to.folder, name), text.join(''))
}

/** What a branch's curve goes by up to where it begins. */
const changes: ReadonlySet<RunEvent['event']> = new Set(['knob', 'learning-rate', 'frozen', 'unfrozen'])

const bests: ReadonlySet<CheckpointKind> = new Set(['best', 'best-loss', 'best-accuracy'])

const upTo = ([row]: readonly { readonly step: number }[], step: number): boolean =>
  row !== undefined && row.step <= step

/**
 * What a person changed before the checkpoint was written belongs to the branch's curve; checkpoints, starts and stops are the other run's. At one step there
 * may be a checkpoint and a change behind it: their order in the log decides.
 */
async function copyChanges(from: KnownRun, to: KnownRun, { kind, step }: CheckpointPlace): Promise<void> {
  const { lines } = await readLines(realDisk, path.join(from.folder, 'events.jsonl'))
  const events = lines.map((line) => ({ line, event: readRow(RunEvent, line, '')[0] }))
  const written = events.map(
    ({ event }) => event?.event === 'checkpoint' && event.step === step && (event.kind ?? 'newest') === kind,
  )
  const last = written.lastIndexOf(true)
  const kept = events
    .slice(0, last < 0 ? events.length : last)
    .filter(({ event }) => event && 'step' in event && changes.has(event.event) && event.step <= step)
  const text = kept.map(({ line }) => `${line}\n`).join('')
  await writeFileAtomically(realDisk, path.join(to.folder, 'events.jsonl'), text)
}

function absent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
