import type { Command } from 'commander'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { openProject } from '../../../studio/projects/projects'
import { findRun } from '../../../studio/runs/runFolder'
import { resumeRun, type StartedRun, startRun } from '../../../studio/runs/trainRun'
import type { RunListeners } from '../../../studio/supervision/superviseRun'
import { device, positiveNumber, wholeNumber } from '../arguments'
import { fineTuningOptions, withStart } from '../fineTuningOptions'
import { listenForInterrupts, statusOf } from '../interrupts'
import { type CommonOptions, command, type Output, problemOf, run, Told } from '../output'
import { tellRun } from '../runStory'
import { terminalStudio } from '../theStudio'
import {
  augmentationOption,
  optimizerOption,
  precisionOption,
  type TrainingOptions,
  withOptions,
} from '../trainingOptions'

interface TrainOptions extends CommonOptions, TrainingOptions {
  readonly resume?: string
  readonly device?: DeviceWish
  readonly steps?: number
}

/** Settings of a run that its `job.json` has frozen. */
const frozen = [
  'epochs',
  'batchSize',
  'learningRate',
  'optimizer',
  'seed',
  'precision',
  'augmentation',
  'from',
  'head',
  'freeze',
  'unfreeze',
  'layerRate',
] as const

/** `train PROJECT [--epochs --batch-size --learning-rate --optimizer --seed --precision --augmentation --from --head --freeze --unfreeze --layer-rate --resume RUN --device --steps]` */
export const trainCommand = (): Command => {
  const self = command('train')
    .description('train a project, or go on with a run that was stopped')
    .argument('[project]', 'folder with a project.json; not needed where --resume names a folder')
    .option('--epochs <n>', 'passes over the training images', wholeNumber(1))
    .option('--batch-size <n>', 'images in a step', wholeNumber(1))
    .option('--learning-rate <rate>', 'base of the schedule', positiveNumber)
    .addOption(optimizerOption())
    .option('--seed <n>', 'initial weights, order of images, dropout', wholeNumber(0))
    .addOption(precisionOption())
    .addOption(augmentationOption())
    .option('--resume <run>', 'go on with this run: its folder, its id or "last"')
    .option('--device <device>', 'auto, cpu or gpu:N', device)
    .option(
      '--steps <n>',
      'stop after this step of the run, with a checkpoint; --resume goes on from there',
      wholeNumber(1),
    )
    .addHelpText('after', '\nCtrl-C writes a checkpoint and stops (status 130); a second one stops at once.')
    .action((place: string | undefined, options: TrainOptions, self: Command) => {
      checkUsage(place, options, self)
      return run(options, (output) => train(place, options, output))
    })
  for (const option of fineTuningOptions()) self.addOption(option)
  return self
}

function checkUsage(place: string | undefined, options: TrainOptions, self: Command): void {
  if (place === undefined && options.resume === undefined) self.error("error: missing required argument 'project'")
  const changed = options.resume === undefined ? undefined : frozen.find((key) => options[key] !== undefined)
  if (changed === undefined) return
  const flag = `--${changed.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  self.error(`error: option '${flag}' cannot be used with '--resume': a run keeps the settings that it began with`)
}

async function train(place: string | undefined, options: TrainOptions, output: Output): Promise<void> {
  const story = tellRun(output)
  let started: StartedRun | undefined
  const interrupts = listenForInterrupts((times) => {
    if (times === 1) story.say('stopping after a checkpoint; once more stops at once')
    started?.stop({ now: times > 1 })
    // Nothing is left to wait for: the job ends by itself when its pipe closes.
    if (times > 2) process.exit(statusOf(interrupts.signal ?? 'SIGINT'))
  })
  try {
    const listeners = { ...story.listeners, ...(output.isDebug && { onText: story.say }) }
    started = await start(place, options, listeners)
    story.begin(started.run)
    // A signal that came before there was a run to stop.
    if (interrupts.signal) started.stop({ now: false })
    const result = await started.ended
    story.end(result)
    if (result.end === 'stopped' && interrupts.signal) process.exitCode = statusOf(interrupts.signal)
  } catch (error) {
    const problem = problemOf(error)
    story.fail(problem)
    // Before there was a step that could be saved.
    if (problem.code === 'stopped' && interrupts.signal) process.exitCode = statusOf(interrupts.signal)
    else throw new Told(error)
  } finally {
    interrupts.close()
  }
}

async function start(place: string | undefined, options: TrainOptions, listeners: RunListeners): Promise<StartedRun> {
  const studio = terminalStudio()
  const wishes = { device: options.device, stopAfterStep: options.steps }
  if (options.resume !== undefined) {
    const folder = place === undefined ? process.cwd() : (await openProject(place)).folder
    return resumeRun(studio, await findRun(options.resume, folder), wishes, listeners)
  }
  const open = await openProject(place as string)
  return startRun(studio, await withStart(withOptions(open, options), options), wishes, listeners)
}
