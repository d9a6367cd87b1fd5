import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { CheckpointChoice } from '../../../../shared/contract/jobs'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { runJob } from '../../../studio/studio'
import { device } from '../arguments'
import { choiceOption } from '../choiceOption'
import { percent } from '../format'
import { jobOnRun } from '../jobOnRun'
import { type CommonOptions, command, type Output, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface PredictOptions extends CommonOptions {
  readonly checkpoint: CheckpointChoice
  readonly device: DeviceWish
}

/** `predict MODEL IMAGE...` */
export const predictCommand = (): Command =>
  command('predict')
    .description('the likeliest classes of pictures')
    .argument('<model>', 'folder of a run (PROJECT/runs/ID), or a model file: .keras, .h5, .onnx, model.json ...')
    .argument('<image...>', 'picture files of any size and kind, or IDX files of pictures')
    .addOption(choiceOption('--checkpoint <which>', 'which weights', CheckpointChoice.options, 'best'))
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .action((name: string, files: string[], options: PredictOptions) =>
      run(options, async (output) => {
        const images = files.map((file) => path.resolve(file))
        const { checkpoint } = options
        const { folder, result } = (await isModelFile(name))
          ? await jobOnFile(name, options.device, output, images)
          : await jobOnRun<'predict'>(name, options.device, output, (on) => ({
              task: 'predict',
              ...on,
              checkpoint,
              images,
            }))
        const { predictions } = result
        const lines = predictions.map(({ path: file, index, top }) => {
          const answers = top.map((answer) => `${answer.class} ${percent(answer.probability)}`).join(', ')
          return `${path.relative('', file)}${index === undefined ? '' : ` [${index}]`}: ${answers}`
        })
        output.answer({ model: folder, predictions }, lines.join('\n'))
      }),
    )

/** Something that is there and is no run. */
async function isModelFile(name: string): Promise<boolean> {
  try {
    const found = await stat(name)
    return found.isFile() || !(await readdir(name)).includes('job.json')
  } catch {
    // Not there: the list of runs says so.
    return false
  }
}

async function jobOnFile(name: string, wish: DeviceWish, output: Output, images: string[]) {
  const studio = terminalStudio()
  const choice = chooseEngine({ wish, folders: studio.engines, hasDriver: studio.hasDriver })
  const { engine, gpuRequired } = choice
  const modelFile = path.resolve(name)
  const status = createStatusLine()
  const task = { task: 'predict' as const, engine, gpuRequired, modelFile, checkpoint: 'best' as const, images }
  const result = await runJob<'predict'>(studio, task, choice, {
    onEvent: showWork(status, output),
    ...(output.isDebug && { onText: output.say }),
  })
  status.clear()
  return { folder: modelFile, result }
}
