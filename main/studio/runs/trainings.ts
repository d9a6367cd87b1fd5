import path from 'node:path'
import type { JobInProgress } from '../../../shared/contract/studio/jobs'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import { Problem } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import { projectRecord } from '../../../shared/records/project'
import { noLabels } from '../../../shared/records/runLabels'
import type { QueuedRun } from '../../../shared/records/runQueue'
import { realDisk } from '../../disk/realDisk'
import { withoutUndefined } from '../host/withoutUndefined'
import type { JobBoard } from '../jobs/jobBoard'
import type { OpenProject } from '../projects/projects'
import type { Studio } from '../studio'
import { isAlive, readDoor } from '../supervision/attachedProcess'
import type { RunListeners } from '../supervision/superviseRun'
import { ActiveRun, type RunEnd } from './activeRun'
import { readLabels, writeLabels } from './labels'
import { readMetrics } from './metricsFile'
import { recordLoss } from './recordLoss'
import { createRunFolder, type KnownRun, listRuns } from './runFolder'
import type { RunQueue } from './runQueue'
import { summaryOnDisk } from './summaryOnDisk'
import { checkStart, resumeRun, type StartedRun, startRun, takeOverRun } from './trainRun'

export type StartWish = Pick<QueuedRun, 'device' | 'outlive' | 'labels'>

/** Runs that ended here and whose curve is still in memory. */
const mostEnded = 20

interface Training {
  readonly active: ActiveRun
  readonly wish: QueuedRun
  readonly job: number
}

/** Runs that this studio trains or will train: at most so many at once as the settings say, the others in a queue that survives a crash. */
export class Trainings {
  private readonly studio: Studio
  private readonly board: JobBoard
  private readonly queue: RunQueue
  private readonly runsAtOnce: () => number
  /** By folder of the run: those that wait, those that are trained, and those that ended here lately. */
  private readonly known = new Map<string, Training>()
  private readonly training = new Set<Training>()
  private readonly endedLately: Training[] = []

  constructor(studio: Studio, board: JobBoard, queue: RunQueue, runsAtOnce: () => number) {
    this.studio = studio
    this.board = board
    this.queue = queue
    this.runsAtOnce = runsAtOnce
  }

  /** Those that a studio before us left in the queue; they wait until somebody releases it. */
  async recover(): Promise<void> {
    for (const wish of this.queue.waiting()) {
      const run = runOf(wish)
      const active = new ActiveRun(run, wish.projectFolder, await summaryFor(wish, run), wish.outlive)
      this.known.set(run.folder, { active, wish, job: this.board.number() })
    }
    this.board.changes.tell()
  }

  /** Finds the runs of a project again that went on when the studio before us went away. */
  async takeOver(projectFolder: string): Promise<void> {
    for (const run of await listRuns(projectFolder)) {
      const door = this.isBusy(run.folder) ? undefined : await readDoor(run.folder)
      if (door && (await isAlive(door))) await this.takeOverOne(projectFolder, run)
    }
  }

  private async takeOverOne(projectFolder: string, run: KnownRun): Promise<void> {
    const wish: QueuedRun = { projectFolder, run: run.id, outlive: true, labels: {}, queuedAt: now() }
    const active = new ActiveRun(run, projectFolder, await summaryOnDisk(run), true, await readMetrics(run))
    const training = { active, wish, job: this.board.number() }
    this.put(run.folder, training)
    this.training.add(training)
    try {
      await this.follow(training, async (listeners) => {
        const started = await takeOverRun(this.studio, run, listeners)
        if (!started) throw notReached(run)
        return started
      })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // It trains on, and is shown as one of somebody else's.
      this.put(run.folder, undefined)
      this.over(training, { problem: error.details })
    }
  }

  find(folder: string): ActiveRun | undefined {
    return this.known.get(folder)?.active
  }

  /** Those of a project that wait or are trained. */
  busy(projectFolder?: string): ActiveRun[] {
    const queued = this.queue.waiting().map((wish) => this.known.get(runOf(wish).folder))
    return [...this.training, ...queued]
      .flatMap((training) => (training ? [training.active] : []))
      .filter((active) => projectFolder === undefined || active.projectFolder === projectFolder)
  }

  /** A new run of a project as it is now. Throws a Problem if it could not be started, also where it has to wait. */
  async start(open: OpenProject, wish: StartWish): Promise<string> {
    checkStart(this.studio, open, { device: wish.device })
    const run = await createRunFolder(open.folder, new Date())
    await this.enter({ ...wish, projectFolder: open.folder, run: run.id, project: open.project, queuedAt: now() }, run)
    return run.id
  }

  /** The rest of a run. */
  async resume(projectFolder: string, run: KnownRun, wish: Omit<StartWish, 'labels'>): Promise<void> {
    const { state, process, problem, damage } = await summaryOnDisk(run)
    if (this.isBusy(run.folder) || state === 'elsewhere')
      throw new Problem({
        code: 'run-busy',
        message: `run ${run.id} is being trained${process === undefined ? '' : ` by process ${process}`}`,
        remedy: 'wait for it, or stop it',
        place: run.folder,
      })
    if (state === 'finished')
      throw new Problem({ code: 'run-finished', message: `run ${run.id} is finished`, remedy: 'start a new run' })
    if (damage) throw new Problem(damage, problem)
    await this.enter({ ...wish, projectFolder, run: run.id, labels: {}, queuedAt: now() }, run)
  }

  /** With a checkpoint unless `now`; one that waits leaves the queue. */
  async stop(folder: string, isNow: boolean): Promise<void> {
    const training = this.get(folder)
    if (training.active.summary.state !== 'queued') {
      training.active.stop(isNow)
      return
    }
    await this.queue.remove(training.wish)
    await training.active.leaveQueue()
    this.put(folder, undefined)
    this.board.changes.tell()
  }

  /** A run that is in the trash now is none of ours. */
  forget(folder: string): void {
    if (!this.isBusy(folder)) this.put(folder, undefined)
  }

  /** Whoever watched the one before turns to this one. */
  private put(folder: string, training: Training | undefined): void {
    const before = this.known.get(folder)
    if (training) this.known.set(folder, training)
    else this.known.delete(folder)
    before?.active.dismiss()
  }

  get(folder: string): Training {
    const training = this.known.get(folder)
    if (training) return training
    throw new Problem({
      code: 'run-not-running',
      message: `run ${path.basename(folder)} has no process here`,
      remedy: 'resume it first',
    })
  }

  waiting(): JobInProgress[] {
    return this.queue.waiting().flatMap((wish) => {
      const training = this.known.get(runOf(wish).folder)
      return training ? [{ ...titleOf(wish), job: training.job, state: 'queued' as const }] : []
    })
  }

  get isHeld(): boolean {
    return this.queue.isHeld
  }

  async hold(isHeld: boolean): Promise<void> {
    this.queue.isHeld = isHeld
    this.board.changes.tell()
    await this.startNext()
  }

  async move(job: number, place: number): Promise<void> {
    const training = [...this.known.values()].find((one) => one.job === job)
    if (!training) throw new Problem({ code: 'no-such-job', message: 'the job does not wait any more' })
    await this.queue.move(training.wish, place)
    this.board.changes.tell()
  }

  /** Starts what may be started now. */
  async startNext(): Promise<void> {
    while (!this.queue.isHeld && this.training.size < this.runsAtOnce()) {
      const [wish] = this.queue.waiting()
      const training = wish && this.known.get(runOf(wish).folder)
      if (!training) return
      // Counted before anything is awaited: two calls at once must not start one too many.
      this.training.add(training)
      await this.queue.remove(training.wish)
      try {
        await this.launch(training)
      } catch (error) {
        this.over(training, { problem: problemOf(error) })
        if (!(error instanceof Problem)) throw error
      }
    }
  }

  /** Asks all to stop, those that are to outlive us aside, and waits for them. */
  async stopAll(): Promise<void> {
    this.queue.isHeld = true
    const ends = [...this.training].filter(({ active }) => !active.isToOutlive)
    for (const { active } of ends) if (active.summary.state !== 'stopping') active.stop(false)
    await Promise.all(ends.map(({ active }) => active.over))
  }

  /** It waits, or is trained here. */
  isBusy(folder: string): boolean {
    return this.busy().some(({ run }) => run.folder === folder)
  }

  private async enter(wish: QueuedRun, run: KnownRun): Promise<void> {
    const earlier = wish.project ? undefined : await readMetrics(run)
    const active = new ActiveRun(run, wish.projectFolder, await summaryFor(wish, run), wish.outlive, earlier)
    const training = { active, wish, job: this.board.number() }
    this.put(run.folder, training)
    await this.queue.add(wish)
    this.board.changes.tell()
    await this.startNext()
    const { problem, state } = active.summary
    // It was its turn at once and it could not be started: whoever asked hears why.
    if (problem && state === 'failed') throw new Problem(problem)
  }

  private launch(training: Training): Promise<void> {
    const { device, project, projectFolder } = training.wish
    const { run } = training.active
    return this.follow(training, async (listeners) => {
      // One that waited through a restart of the studio may have lost its empty folder.
      await realDisk.makeFolder(run.folder)
      const open = project && { folder: projectFolder, file: path.join(projectFolder, projectRecord.file), project }
      return open
        ? startRun(this.studio, open, { device, run }, listeners)
        : resumeRun(this.studio, run, { device }, listeners)
    })
  }

  /** From the start of its process to its end. */
  private async follow(training: Training, begin: (listeners: RunListeners) => Promise<StartedRun>): Promise<void> {
    const { active, wish, job } = training
    this.board.add(titleOf(wish), () => active.stop(true), job)
    active.listen((item) => {
      const { state, step, totalSteps, process } = item.summary
      const progress = totalSteps ? Math.min(1, step / totalSteps) : undefined
      this.board.change(job, { state, progress, process, working: item.working?.what })
    })
    const { ended } = await active.start(begin)
    void ended.then((end) => this.afterEnd(training, end))
  }

  private async afterEnd(training: Training, end: RunEnd): Promise<void> {
    const { run, summary } = training.active
    try {
      if (end.problem) await recordLoss(run.folder, summary.step, end.problem)
      const { labels } = training.wish
      if (Object.keys(labels).length > 0)
        await writeLabels(run.folder, { ...(await readLabels(run.folder)).labels, ...withoutUndefined(labels) })
    } finally {
      this.over(training, end)
      await this.startNext()
    }
  }

  private over(training: Training, { problem, result }: RunEnd): void {
    this.training.delete(training)
    this.endedLately.push(training)
    if (this.endedLately.length > mostEnded) this.dropOldest()
    this.board.end(training.job, { ...(problem && { problem }), ...(result && { end: result.end }) })
  }

  private dropOldest(): void {
    const oldest = this.endedLately.shift()
    const { folder } = (oldest as Training).active.run
    // It may have been resumed since.
    if (this.known.get(folder) === oldest) this.put(folder, undefined)
  }
}

const runOf = ({ projectFolder, run }: QueuedRun): KnownRun => ({
  id: run,
  folder: path.join(projectFolder, 'runs', run),
})

const titleOf = ({ projectFolder, run, labels }: QueuedRun) => ({
  task: 'train',
  subject: labels.name || `${path.basename(projectFolder)} ${run}`,
  projectFolder,
  run,
})

async function summaryFor(wish: QueuedRun, run: KnownRun): Promise<RunSummary> {
  const { project, labels, queuedAt } = wish
  if (!project) return { ...(await summaryOnDisk(run)), state: 'queued', canResume: false }
  return {
    run: run.id,
    labels: { ...noLabels, ...withoutUndefined(labels) },
    state: 'queued',
    createdAt: queuedAt,
    projectName: project.name,
    step: 0,
    epoch: 0,
    epochs: project.training.epochs,
    canResume: false,
  }
}

const notReached = ({ id, folder }: KnownRun): Problem =>
  new Problem({
    code: 'run-not-reached',
    message: `the process that trains run ${id} does not answer`,
    remedy: 'wait until it is done',
    place: folder,
  })

const now = () => new Date().toISOString()
