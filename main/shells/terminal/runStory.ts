import type { JobEvent, JobEventOf, StepFigures, TrainResult } from '../../../shared/contract/jobs'
import type { ProblemDetails } from '../../../shared/problem'
import type { StartReport } from '../../../shared/records/startFrom'
import type { KnownRun } from '../../studio/runs/runFolder'
import type { RunListeners } from '../../studio/supervision/superviseRun'
import { clock, count, loss, percent } from './format'
import { type Output, printProblem } from './output'
import { progressText } from './progressText'
import { createStatusLine, type StatusLine } from './statusLine'
import { workText } from './workText'

/** How often a run is told of where there is no terminal to draw a bar in, in milliseconds. */
const plainMs = 10_000

/** Tells of a run as it goes: a line of JSON an event on stdout, or for people a bar and a line an epoch. */
export interface RunStory {
  readonly listeners: RunListeners
  say(text: string): void
  begin(run: KnownRun): void
  end(result: TrainResult): void
  fail(problem: ProblemDetails): void
}

export function tellRun(output: Output, status: StatusLine = createStatusLine()): RunStory {
  const told = new Story(output, status)
  return {
    listeners: {
      onEvent: (event) => told.event(event),
      onRestart: (problem) => {
        told.problem('warning', problem.details)
        status.say('starting it again from its newest checkpoint')
      },
      onStall: (silentMs) => status.say(`no step for ${clock(silentMs / 1000)}; waiting`),
    },
    say: (text) => status.say(text),
    begin: (run) => told.begin(run),
    end: (result) => told.end(result),
    fail: (problem) => told.fail(problem),
  }
}

class Story {
  private readonly output: Output
  private readonly status: StatusLine
  private run: KnownRun | undefined
  private started: JobEventOf<'started'> | undefined
  private step = 0
  private epochs = 0
  private plainAt = Date.now()

  constructor(output: Output, status: StatusLine) {
    this.output = output
    this.status = status
  }

  begin(run: KnownRun): void {
    this.run = run
    this.status.say(`run ${run.folder}`)
  }

  event(event: JobEvent): void {
    switch (event.event) {
      case 'working':
        this.status.show(workText(event))
        break
      case 'started':
        this.start(event)
        break
      case 'steps':
        this.steps(event.steps)
        break
      case 'epoch':
        this.epoch(event)
        break
      case 'unfrozen':
        this.output.answer({ event: 'unfrozen', step: event.step, layers: event.layers })
        this.status.say(`${event.layers.length} more layers learn from here: ${list(event.layers)}`)
        break
      case 'frozen':
        this.output.answer({ event: 'frozen', step: event.step, layers: event.layers })
        this.status.say(`${event.layers.length} layers are frozen from here: ${list(event.layers)}`)
        break
      case 'checkpoint':
        this.output.answer({ event: 'checkpoint', step: event.step, path: event.path })
        break
      case 'warning':
        this.output.answer({ event: 'warning', problem: event.problem })
        this.problem('warning', event.problem)
        break
    }
  }

  problem(kind: 'error' | 'warning', problem: ProblemDetails): void {
    this.status.clear()
    printProblem(this.output, kind, problem)
  }

  private start(event: JobEventOf<'started'>): void {
    this.started = event
    this.step = event.step
    this.epochs = Math.floor(event.step / event.stepsPerEpoch)
    const { step, images, parameters, device, tensorflow, epochs } = event
    this.status.say(
      `${count(parameters)} parameters, ${count(images)} training images, ${epochs} epochs on ${device} (TensorFlow ${tensorflow})`,
    )
    if (event.augmentation) this.status.say(`each training image anew: ${event.augmentation.join('; ')}`)
    if (event.start) this.began(event.start)
    if (event.frozen) this.status.say(frozenText(event.frozen))
    if (step > 0) this.status.say(`going on from step ${count(step)}`)
  }

  private began(start: StartReport): void {
    const { place, taken, fresh, unused } = start
    this.output.answer({ event: 'start-weights', place, taken: taken.length, fresh, unused })
    this.status.say(`begins with ${place}: ${count(taken.length)} arrays taken`)
    for (const reason of freshReasons) {
      const names = fresh.filter((each) => each.reason === reason).map(({ name }) => name)
      if (names.length > 0) this.status.say(`drawn anew, ${freshText[reason]}: ${list(names)}`)
    }
    if (unused.length > 0) this.status.say(`left there: ${list(unused)}`)
  }

  private steps(steps: readonly StepFigures[]): void {
    for (const { step, epoch, loss, top1, imagesPerSecond } of steps)
      this.output.answer({ event: 'step', step, epoch, loss, top1, imagesPerSecond })
    const last = steps[steps.length - 1] as StepFigures
    this.step = last.step
    if (this.status.isLive) this.status.show(this.progress(last, 20))
    else if (Date.now() - this.plainAt >= plainMs) {
      this.plainAt = Date.now()
      this.status.say(this.progress(last, 0))
    }
  }

  private progress(figures: StepFigures, barWidth: number): string {
    const { epochs, stepsPerEpoch, totalSteps, images } = this.started as JobEventOf<'started'>
    const { imagesPerSecond, step } = figures
    const imagesLeft = ((totalSteps - step) / stepsPerEpoch) * images
    const secondsLeft = imagesPerSecond ? imagesLeft / imagesPerSecond : undefined
    return progressText({ ...figures, epochs, stepsPerEpoch, totalSteps, secondsLeft }, barWidth)
  }

  private epoch({ epoch, train, validation, seconds, isBest }: JobEventOf<'epoch'>): void {
    this.epochs = epoch
    this.plainAt = Date.now()
    this.output.answer({ event: 'epoch', epoch, train, validation: validation ?? null, seconds })
    const parts = [
      `epoch ${epoch}/${this.started?.epochs ?? '?'}`,
      `loss ${loss(train.loss)}`,
      `top-1 ${percent(train.top1)}`,
      ...(validation ? [`validation loss ${loss(validation.loss)}`, `top-1 ${percent(validation.top1)}`] : []),
      `${seconds.toFixed(1)} s${isBest ? '  best so far' : ''}`,
    ]
    this.status.say(parts.join('  '))
  }

  end(result: TrainResult): void {
    this.status.clear()
    const { end, epochs, steps, test, imagesPerSecond, device } = result
    const isStopped = end === 'stopped' || end === 'orphaned'
    const run = this.run?.folder ?? null
    this.output.answer(
      {
        event: 'done',
        run,
        status: isStopped ? 'stopped' : 'finished',
        reason: end,
        epochs,
        steps,
        test: test ?? null,
        imagesPerSecond,
        device,
      },
      [
        isStopped
          ? `stopped at step ${count(steps)}; go on with: train --resume ${run}`
          : `${ends[end]} after ${count(epochs)} epochs, ${count(steps)} steps${imagesPerSecond ? ` at ${count(imagesPerSecond)} images/s` : ''} on ${device}`,
        ...(test ? [`test accuracy ${percent(test.top1)}  top-5 ${percent(test.top5)}  loss ${loss(test.loss)}`] : []),
        `${run}`,
      ].join('\n'),
    )
  }

  fail(problem: ProblemDetails): void {
    this.status.clear()
    const isThere = this.started !== undefined
    this.output.answer({
      event: 'done',
      run: isThere ? (this.run?.folder ?? null) : null,
      status: 'failed',
      epochs: this.epochs,
      steps: this.step,
      test: null,
      imagesPerSecond: null,
      device: this.started?.device ?? null,
      problem,
    })
  }
}

const freshText = {
  absent: 'not found there',
  'other-shape': 'of another shape there',
  'new-head': 'for other classes',
} as const
const freshReasons = Object.keys(freshText) as (keyof typeof freshText)[]

const frozenText = (layers: readonly string[]): string =>
  `${layers.length} ${layers.length === 1 ? 'layer does' : 'layers do'} not learn: ${list(layers)}`

/** Most names that a line tells. */
const mostNames = 6
const list = (names: readonly string[]): string =>
  names.length > mostNames
    ? `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`
    : names.join(', ')

const ends: Readonly<Record<TrainResult['end'], string>> = {
  epochs: 'finished',
  'early-stopping': 'stopped early, without progress,',
  'maximum-time': 'out of time',
  steps: 'stopped as asked',
  stopped: 'stopped',
  orphaned: 'stopped',
}
