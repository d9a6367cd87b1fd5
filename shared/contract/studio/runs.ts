import { z } from 'zod'
import { CurvePoint } from '../../curves/curvePoint'
import { decimate } from '../../curves/decimate'
import { RunEvent } from '../../records/events'
import { Job } from '../../records/job'
import { CheckpointPlace } from '../../records/keptCheckpoint'
import { Histogram, LayerLook } from '../../records/layersRow'
import { SplitFigures } from '../../records/metrics'
import { Report } from '../../records/report'
import { RunLabels } from '../../records/runLabels'
import { LayerPattern } from '../../training/fineTuning/layerPattern'
import { CheckpointPick } from '../checkpointChoice'
import { KnobValue, MachineFigures } from '../jobEvent'
import { ProblemMessage } from '../problemMessage'
import { request, service, stream } from './core/definitions'
import { done, ProjectId, RunId, RunReference } from './names'

const count = z.int().nonnegative()

/**
 * How a run stands.
 *
 *   queued       waits for its turn
 *   starting     its process reads data and loads the engine
 *   training     steps are being done
 *   paused       its process waits
 *   stopping     was asked to stop and writes its checkpoint
 *   finished     came to its end; nothing is left to do
 *   stopped      can go on; somebody, or a limit, ended it
 *   interrupted  can go on; its process went away without a word (power cut, kill) or the studio did
 *   failed       ended by a problem that `problem` tells
 *   elsewhere    a process trains it that this studio did not start
 */
export const RunState = z.enum([
  'queued',
  'starting',
  'training',
  'paused',
  'stopping',
  'finished',
  'stopped',
  'interrupted',
  'failed',
  'elsewhere',
])
export type RunState = z.infer<typeof RunState>

export const RunSummary = z.strictObject({
  run: RunId,
  labels: RunLabels,
  state: RunState,
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  /** Of the project as the run froze it. */
  projectName: z.string(),
  device: z.string().optional(),
  /** Steps done, as far as the disk or the process tells; steps in all. */
  step: count,
  totalSteps: count.optional(),
  /** Epochs completed, and of the last of them. */
  epoch: count,
  epochs: count,
  train: SplitFigures.optional(),
  validation: SplitFigures.optional(),
  test: SplitFigures.optional(),
  /** Why it failed or was lost. */
  problem: ProblemMessage.optional(),
  /** Whether it can go on. */
  canResume: z.boolean(),
  /** The process that trains it; by whomever started. */
  process: z.int().optional(),
  /** Its folder could not be read whole. */
  damage: ProblemMessage.optional(),
})
export type RunSummary = z.infer<typeof RunSummary>

export const EpochPoint = z.strictObject({
  epoch: z.int().positive(),
  step: count,
  train: SplitFigures,
  validation: SplitFigures.optional(),
  learningRate: z.number(),
  seconds: z.number(),
})
export type EpochPoint = z.infer<typeof EpochPoint>

export const Curve = z.strictObject({ points: z.array(CurvePoint), epochs: z.array(EpochPoint) })
export type Curve = z.infer<typeof Curve>

/** News of a run. `points` and `epochs` are new since the item before; with `isWhole` they are all that there is and replace what was known. */
export const LiveRun = z.strictObject({
  summary: RunSummary,
  isWhole: z.boolean(),
  points: z.array(CurvePoint),
  epochs: z.array(EpochPoint),
  imagesPerSecond: z.number().nullable(),
  /** To the end of all epochs, at the present speed. */
  secondsLeft: z.number().nonnegative().optional(),
  /** What takes time beside steps. */
  working: z.strictObject({ what: z.string(), done: z.number().optional(), total: z.number().optional() }).optional(),
  /** The rate of the last step; `byHand`: it replaces the schedule. */
  learningRate: z.strictObject({ value: z.number(), byHand: z.boolean() }).optional(),
  knobs: z.array(KnobValue),
  /** Layers with weights that do not learn now. */
  frozen: z.array(z.string()).optional(),
  /** What it takes of its machine; absent while nothing is known of it. */
  machine: MachineFigures.optional(),
  /** Step of the newest checkpoint. */
  safeStep: count.optional(),
  /** No batch was done for longer than usual, in milliseconds. */
  stalledMs: z.number().nonnegative().optional(),
  /** Restarts after crashes. */
  restarts: count,
  /** New since the item before. */
  warnings: z.array(ProblemMessage),
})
export type LiveRun = z.infer<typeof LiveRun>

/** Points in one item at most: of the whole curve, and of what is new. */
export const mostLivePoints = 1000
export const mostNewPoints = 30

/** One item for two: the state of the later, what is new in both. */
export function mergeLive(waiting: LiveRun, next: LiveRun): LiveRun {
  if (next.isWhole) return { ...next, warnings: [...waiting.warnings, ...next.warnings].slice(-100) }
  return {
    ...next,
    isWhole: waiting.isWhole,
    points: decimate([...waiting.points, ...next.points], waiting.isWhole ? mostLivePoints : mostNewPoints),
    epochs: [...waiting.epochs, ...next.epochs],
    warnings: [...waiting.warnings, ...next.warnings].slice(-100),
  }
}

/** What happened to a run. `isWhole`: all that is kept of it, in place of what was known. */
export const RunEvents = z.strictObject({ isWhole: z.boolean(), events: z.array(RunEvent) })
export type RunEvents = z.infer<typeof RunEvents>

export const mergeEvents = (waiting: RunEvents, next: RunEvents): RunEvents =>
  next.isWhole
    ? next
    : { isWhole: waiting.isWhole, events: [...waiting.events, ...next.events].slice(-mostEventsAnItem) }
const mostEventsAnItem = 2000

/** A look at a run's layers, the histogram of one of them only. */
export const LayersNews = z.strictObject({
  step: z.int().positive(),
  /** In the order of `LayersItem.layers`. */
  gradients: z.array(LayerLook.shape.gradient),
  weights: z.array(LayerLook.shape.weight),
  histogram: Histogram.optional(),
  dead: z.array(z.strictObject({ layer: z.string(), share: z.number() })).optional(),
})
export type LayersNews = z.infer<typeof LayersNews>

/** Looks at the layers of a run. `isWhole`: all of them (thinned out), in place of what was known. */
export const LayersItem = z.strictObject({
  isWhole: z.boolean(),
  layers: z.array(z.string()),
  /** Whose histograms come along: the one that was asked for, else the first. */
  layer: z.string().optional(),
  looks: z.array(LayersNews),
})
export type LayersItem = z.infer<typeof LayersItem>

/** Looks in one item at most. */
export const mostLooks = 200

export const mergeLayers = (waiting: LayersItem, next: LayersItem): LayersItem =>
  next.isWhole
    ? next
    : { ...next, isWhole: waiting.isWhole, looks: thinned([...waiting.looks, ...next.looks], mostLooks) }

/** At most so many of them, evenly spread, the newest among them. */
export function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  const step = (all.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, k) => all[Math.round(k * step)] as T)
}

/** A checkpoint that a run has. */
export const KeptCheckpoint = z.strictObject({
  ...CheckpointPlace.shape,
  /** Epochs completed. */
  epoch: count,
  /** ISO 8601 in UTC. */
  savedAt: z.string(),
  bytes: count,
})
export type KeptCheckpoint = z.infer<typeof KeptCheckpoint>

/** A setting in which compared runs differ: its place in `job.json` and its value in each. */
export const Difference = z.strictObject({ place: z.string(), values: z.array(z.unknown()) })

const device = z.union([z.literal('auto'), z.literal('cpu'), z.strictObject({ gpu: z.int().min(0).max(999) })])

export const runs = service({
  list: request({ input: z.strictObject({ project: ProjectId }), output: z.array(RunSummary) }),
  /** The list, again whenever something in it changes. */
  watchList: stream({
    input: z.strictObject({ project: ProjectId }),
    item: z.array(RunSummary),
    keep: 'latest',
    everyMs: 250,
  }),
  read: request({
    input: RunReference,
    output: z.strictObject({
      summary: RunSummary,
      job: Job.optional(),
      report: Report.optional(),
      /** The newest thousand. */
      events: z.array(RunEvent),
    }),
  }),
  /** All of it in at most so many points; spikes are kept in each point's extremes. */
  curve: request({
    input: z.strictObject({ ...RunReference.shape, points: z.int().min(10).max(5000).default(1000) }),
    output: Curve,
  }),
  compare: request({
    input: z.strictObject({ project: ProjectId, runs: z.array(RunId).min(2).max(50) }),
    output: z.strictObject({ runs: z.array(RunSummary), differences: z.array(Difference) }),
  }),
  label: request({
    input: z.strictObject({ ...RunReference.shape, labels: RunLabels.partial() }),
    output: RunSummary,
  }),
  /** Into the project's trash; a run that a process trains is refused. */
  delete: request({ input: RunReference, output: done }),
  trash: request({
    input: z.strictObject({ project: ProjectId }),
    output: z.array(z.strictObject({ run: RunId, bytes: count })),
  }),
  restore: request({ input: RunReference, output: done }),
  /** For good. */
  emptyTrash: request({ input: z.strictObject({ project: ProjectId }), output: done }),
  diskUse: request({
    input: z.strictObject({ project: ProjectId }),
    output: z.strictObject({
      runs: z.array(z.strictObject({ run: RunId, bytes: count })),
      trashBytes: count,
      freeBytes: count.optional(),
    }),
  }),

  /** Its events, oldest first: those of the log's end, then each that follows. */
  watchEvents: stream({ input: RunReference, item: RunEvents, keep: mergeEvents, everyMs: 250 }),
  /** Looks at its layers, with the histograms of one. A run that was told not to look has none. */
  watchLayers: stream({
    input: z.strictObject({ ...RunReference.shape, layer: z.string().max(300).optional() }),
    item: LayersItem,
    keep: mergeLayers,
    everyMs: 500,
  }),
  /** Those that lie on the disk, newest first. */
  checkpoints: request({ input: RunReference, output: z.array(KeptCheckpoint) }),

  /** How well its weights do on the test images, or on all images of another source; the former, by word, are written to the run's report. */
  evaluate: request({
    input: z.strictObject({
      ...RunReference.shape,
      checkpoint: CheckpointPick.default('best'),
      source: z.string().min(1).max(4096).optional(),
    }),
    output: Report,
  }),

  /** A new run of the project as it is now; it waits in the queue if another one trains. */
  start: request({
    input: z.strictObject({
      project: ProjectId,
      device: device.default('auto'),
      /** Goes on when the studio is gone. */
      outlive: z.boolean().default(false),
      labels: RunLabels.partial().default({}),
    }),
    output: z.strictObject({ run: RunId }),
  }),
  /** A new run with the settings, network and seed of an old one, whatever the project is now. */
  repeat: request({
    input: z.strictObject({
      ...RunReference.shape,
      device: device.default('auto'),
      outlive: z.boolean().default(false),
    }),
    output: z.strictObject({ run: RunId }),
  }),
  /** A new run that goes on from a checkpoint of another one; that one stays as it is. */
  branch: request({
    input: z.strictObject({
      ...RunReference.shape,
      checkpoint: CheckpointPlace,
      device: device.optional(),
      outlive: z.boolean().default(false),
    }),
    output: z.strictObject({ run: RunId }),
  }),
  /** Goes on from the newest checkpoint. */
  resume: request({
    input: z.strictObject({ ...RunReference.shape, device: device.optional(), outlive: z.boolean().default(false) }),
    output: done,
  }),
  pause: request({ input: RunReference, output: done }),
  continue: request({ input: RunReference, output: done }),
  /** With a checkpoint; `now` without. A queued run leaves the queue. */
  stop: request({ input: z.strictObject({ ...RunReference.shape, now: z.boolean().default(false) }), output: done }),
  snapshot: request({ input: RunReference, output: done }),
  /** `null` gives the schedule back. */
  learningRate: request({
    input: z.strictObject({ ...RunReference.shape, learningRate: z.number().positive().nullable() }),
    output: done,
  }),
  knob: request({
    input: z.strictObject({ ...RunReference.shape, name: z.string().max(300), value: z.number() }),
    output: done,
  }),
  /** Layers and blocks by name, from the next step on: frozen, or learning. A mark stays on the curve, a checkpoint from before it on the shelf. */
  freeze: request({
    input: z.strictObject({
      ...RunReference.shape,
      layers: z.array(LayerPattern).min(1).max(1000),
      frozen: z.boolean(),
    }),
    output: done,
  }),
  outlive: request({ input: z.strictObject({ ...RunReference.shape, outlive: z.boolean() }), output: done }),
  watch: stream({ input: RunReference, item: LiveRun, keep: mergeLive, everyMs: 100 }),
})
