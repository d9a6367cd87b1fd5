import path from 'node:path'
import type { Command } from 'commander'
import { CheckpointChoice } from '../../../../shared/contract/jobs'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { device } from '../arguments'
import { choiceOption } from '../choiceOption'
import { percent } from '../format'
import { jobOnRun } from '../jobOnRun'
import { type CommonOptions, command, run } from '../output'

interface PredictOptions extends CommonOptions {
  readonly checkpoint: CheckpointChoice
  readonly device: DeviceWish
}

/** `predict MODEL IMAGE...` */
export const predictCommand = (): Command =>
  command('predict')
    .description('the likeliest classes of pictures')
    .argument('<model>', 'folder of a run: PROJECT/runs/ID')
    .argument('<image...>', 'picture files of any size and kind, or IDX files of pictures')
    .addOption(choiceOption('--checkpoint <which>', 'which weights', CheckpointChoice.options, 'best'))
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .action((name: string, files: string[], options: PredictOptions) =>
      run(options, async (output) => {
        const images = files.map((file) => path.resolve(file))
        const { checkpoint } = options
        const { folder, result } = await jobOnRun<'predict'>(name, options.device, output, (on) => ({
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
