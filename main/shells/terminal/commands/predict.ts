import path from 'node:path'
import type { Command } from 'commander'
import { CheckpointChoice } from '../../../../shared/contract/jobs'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { findRun, readRun } from '../../../studio/runs/runFolder'
import { runJob } from '../../../studio/studio'
import { device } from '../arguments'
import { choiceOption } from '../choiceOption'
import { percent } from '../format'
import { type CommonOptions, command, run } from '../output'
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
    .argument('<model>', 'folder of a run: PROJECT/runs/ID')
    .argument('<image...>', "PNG or JPEG files of the network's size, or IDX files of pictures")
    .addOption(choiceOption('--checkpoint <which>', 'which weights', CheckpointChoice.options, 'best'))
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .action((name: string, files: string[], options: PredictOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const { folder } = await findRun(name, process.cwd())
        const { engine: stored } = await readRun(folder)
        const choice = chooseEngine({
          wish: options.device,
          folders: studio.engines,
          hasDriver: studio.hasDriver,
          stored,
        })
        const { engine, gpuRequired } = choice
        const images = files.map((file) => path.resolve(file))
        const status = createStatusLine()
        const { predictions } = await runJob(
          studio,
          { task: 'predict', engine, gpuRequired, runFolder: folder, checkpoint: options.checkpoint, images },
          choice,
          { onEvent: showWork(status, output), ...(output.isDebug && { onText: output.say }) },
        )
        status.clear()
        const lines = predictions.map(({ path: file, index, top }) => {
          const answers = top.map((answer) => `${answer.class} ${percent(answer.probability)}`).join(', ')
          return `${path.relative('', file)}${index === undefined ? '' : ` [${index}]`}: ${answers}`
        })
        output.answer({ model: folder, predictions }, lines.join('\n'))
      }),
    )
