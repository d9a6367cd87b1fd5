import type { JobEvent, TrainResult, TrainTask } from '../../../shared/contract/jobs'
import type { Problem } from '../../../shared/problem'
import type { EngineChoice } from '../engine/chooseEngine'
import { failureOf, type JobListeners, type Studio, startJob, takeOverJob } from '../studio'
import type { CarriedProcess } from './jobCarrier'
import type { JobProcess } from './jobProcess'
import { defaultRestartBudget, mayRestart, type RestartBudget } from './restartBudget'
import { watchForStalls } from './stallWatch'

export interface RunListeners extends JobListeners {
  /** It crashed and goes on from its newest checkpoint. */
  onRestart?(problem: Problem): void
  /** No batch was done for longer than is usual; it is left alone. */
  onStall?(silentMs: number): void
  /** A process runs; one more after each restart. */
  onProcess?(pid: number | undefined): void
}

export interface SupervisedRun {
  /** The result, or a Problem for a run that failed or was lost. */
  readonly ended: Promise<TrainResult>
  readonly send: JobProcess['send']
  readonly stop: JobProcess['stop']
}

export interface SuperviseOptions {
  readonly budget?: RestartBudget
  /** A process that trains it already; otherwise one is started. */
  readonly running?: CarriedProcess | undefined
}

/**
 * A training run and the processes that carry it: one that crashes is started again from its newest checkpoint, at most so often
 * as the budget allows. One that was killed from outside, ran out of memory or failed for a reason is not: that would happen again.
 */
export function superviseRun(
  studio: Studio,
  task: TrainTask,
  choice: EngineChoice,
  listeners: RunListeners,
  { budget = defaultRestartBudget, running }: SuperviseOptions = {},
): SupervisedRun {
  const restarts: number[] = []
  let safeStep: number | undefined
  let isBegun = task.begin === undefined
  let isStopping = false
  const stalls = watchForStalls((silentMs) => listeners.onStall?.(silentMs))

  const onEvent = (event: JobEvent) => {
    if (event.event === 'started') {
      isBegun = true
      if (event.step > 0) safeStep = event.step
    }
    if (event.event === 'checkpoint') safeStep = event.step
    if (event.event === 'steps') stalls.progress()
    else if (event.event !== 'checkpoint' && event.event !== 'warning') stalls.rest()
    listeners.onEvent?.(event)
  }
  const start = (): JobProcess => {
    const { begin: _begin, ...rest } = task
    const job = startJob(studio, isBegun ? rest : task, choice, { ...listeners, onEvent })
    listeners.onProcess?.(job.pid)
    return job
  }

  let job = running ? takeOverJob(studio, running, { ...listeners, onEvent }) : start()
  if (running) listeners.onProcess?.(running.pid)
  const untilEnd = async (): Promise<TrainResult> => {
    for (;;) {
      const ending = await job.ended
      stalls.rest()
      if (ending.kind === 'finished') return ending.result as TrainResult
      const problem = failureOf(ending, safeStep)
      const crashed = ending.kind === 'lost' && ending.reason === 'crashed'
      if (!crashed || isStopping || !mayRestart(budget, restarts, Date.now())) throw problem
      restarts.push(Date.now())
      listeners.onRestart?.(problem)
      job = start()
    }
  }
  return {
    ended: untilEnd().finally(stalls.close),
    send: (command) => job.send(command),
    stop(options) {
      isStopping = true
      job.stop(options)
    },
  }
}
