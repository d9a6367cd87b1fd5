import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { RunState, RunSummary } from '../../../shared/contract/studio/runs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { RunEvent } from '../../../shared/records/events'
import { type Job, jobRecord } from '../../../shared/records/job'
import { MetricRow } from '../../../shared/records/metrics'
import { parseRecord } from '../../../shared/records/record'
import { reportRecord } from '../../../shared/records/report'
import { runLabelsRecord } from '../../../shared/records/runLabels'
import { batchCount } from '../../../shared/training/batchCount'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { lockHolder } from '../../disk/lock'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { readLabels } from './labels'
import { lastLines } from './lastLines'
import { readRow } from './readRow'
import { type KnownRun, readRun } from './runFolder'

/** Enough of a log's end for its last epoch in any run: rows are some 150 bytes, 20,000 rows of steps at most lie between two epochs. */
const tailBytes = 256 * 1024

/** Summaries that were read, with what their files were then: lists are asked for again and again, and most runs never change any more. */
const read = new Map<string, { readonly signs: string; readonly summary: RunSummary }>()
const mostRemembered = 2000

/** A run as the disk tells of it, whoever trains it or did. What cannot be read is told in `damage`, the rest is given all the same. */
export async function summaryOnDisk(run: KnownRun): Promise<RunSummary> {
  const signs = await signsOf(run)
  const known = read.get(run.folder)
  if (known?.signs === signs) return known.summary
  const summary = await readSummary(run)
  read.delete(run.folder)
  read.set(run.folder, { signs, summary })
  for (const folder of read.keys()) {
    if (read.size <= mostRemembered) break
    read.delete(folder)
  }
  return summary
}

/** Changes whenever a file that the summary is made of does, or the process that trains the run. */
async function signsOf({ folder }: KnownRun): Promise<string> {
  const owner = await lockHolder(realDisk, folder)
  const files = [jobRecord.file, 'events.jsonl', 'metrics.jsonl', runLabelsRecord.file, reportRecord.file]
  const signs = await Promise.all(files.map((file) => signOf(path.join(folder, file))))
  return `${owner?.pid} ${signs.join(' ')}`
}

async function signOf(file: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(file)
    return `${size}:${mtimeMs}:${ino}`
  } catch (error) {
    // Whatever it is, reading the file tells.
    return errorCode(error) ?? 'unknown'
  }
}

async function readSummary(run: KnownRun): Promise<RunSummary> {
  const { labels, problem } = await readLabels(run.folder)
  const attempt = await jobOrDamage(run)
  if (!('project' in attempt)) return damaged(run, labels, attempt)
  const { project, data, createdAt, device } = attempt
  const { epochs, batchSize, dropLast } = project.training
  const owner = await lockHolder(realDisk, run.folder)
  const events = await lastEvents(run)
  const figures = await lastFigures(run)
  const { state, problem: why } = stateOf(events, owner !== undefined)
  return {
    run: run.id,
    labels,
    state,
    createdAt,
    projectName: project.name,
    device,
    ...figures,
    step: Math.max(figures.step, ...events.map((event) => ('step' in event ? event.step : 0)), 0),
    totalSteps: batchCount(data.counts.train, batchSize, dropLast) * epochs,
    epochs,
    ...(await testFigures(run)),
    ...(why && { problem: why }),
    canResume: state === 'stopped' || state === 'interrupted' || state === 'failed',
    ...(owner && { process: owner.pid }),
    ...(problem && { damage: problem }),
  }
}

/** Events that can be read, oldest first; those of a newer version of us are passed over. */
export async function lastEvents({ folder }: KnownRun): Promise<RunEvent[]> {
  const lines = await lastLines(path.join(folder, 'events.jsonl'), tailBytes)
  return lines.flatMap((line) => readRow(RunEvent, line, 'events.jsonl'))
}

async function jobOrDamage({ folder }: KnownRun): Promise<Job | ProblemDetails> {
  try {
    return await readRun(folder)
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
}

const damaged = (run: KnownRun, labels: RunSummary['labels'], damage: ProblemDetails): RunSummary => ({
  run: run.id,
  labels,
  state: 'failed',
  createdAt: '',
  projectName: '',
  step: 0,
  epoch: 0,
  epochs: 0,
  canResume: false,
  damage,
})

function stateOf(
  events: readonly RunEvent[],
  isTrained: boolean,
): { readonly state: RunState; readonly problem?: ProblemDetails } {
  if (isTrained) return { state: 'elsewhere' }
  const last = [...events].reverse().find(({ event }) => telling.has(event))
  if (last?.event === 'finished') return { state: 'finished' }
  if (last?.event === 'stopped') return { state: 'stopped' }
  if (last?.event === 'failed')
    // A process that was lost wrote nothing itself; the studio that watched it did (`recordLoss`).
    return { state: last.problem.code.startsWith('job-') ? 'interrupted' : 'failed', problem: last.problem }
  return { state: 'interrupted' }
}

const telling: ReadonlySet<string> = new Set(['finished', 'stopped', 'failed', 'started', 'resumed'])

async function lastFigures({ folder }: KnownRun) {
  const lines = await lastLines(path.join(folder, 'metrics.jsonl'), tailBytes)
  const rows = lines.flatMap((line) => readRow(MetricRow, line, 'metrics.jsonl'))
  const epoch = [...rows].reverse().find((row) => row.kind === 'epoch')
  const step = rows[rows.length - 1]?.step ?? 0
  if (epoch?.kind !== 'epoch') return { step, epoch: 0 }
  const { train, validation } = epoch
  return { step, epoch: epoch.epoch, train, ...(validation && { validation }) }
}

async function testFigures({ folder }: KnownRun): Promise<Pick<RunSummary, 'test'>> {
  const file = path.join(folder, reportRecord.file)
  try {
    const { data, loss, top1, top5 } = parseRecord(reportRecord, await readTextFile(realDisk, file), file)
    if (data.split !== 'test') return {}
    return { test: { loss, ...(top1 !== undefined && { top1 }), ...(top5 !== undefined && { top5 }) } }
  } catch (error) {
    // It is written at the end, and again by `evaluate`: without it the run has no test figures yet.
    if (errorCode(error) === 'ENOENT' || error instanceof Problem) return {}
    throw diskProblem(error, 'the report', file, 'read')
  }
}
