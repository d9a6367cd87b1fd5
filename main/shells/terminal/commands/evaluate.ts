import path from 'node:path'
import type { Command } from 'commander'
import { CheckpointChoice } from '../../../../shared/contract/jobs'
import type { Report } from '../../../../shared/records/report'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { device } from '../arguments'
import { choiceOption } from '../choiceOption'
import { count, loss, percent, table } from '../format'
import { jobOnRun } from '../jobOnRun'
import { type CommonOptions, command, run } from '../output'

interface EvaluateOptions extends CommonOptions {
  readonly data?: string
  readonly checkpoint: CheckpointChoice
  readonly device: DeviceWish
}

/** `evaluate RUN [--data SRC]` */
export const evaluateCommand = (): Command =>
  command('evaluate')
    .description("how well a run's network does on its test images, or on others")
    .argument('<run>', 'folder of a run: PROJECT/runs/ID')
    .option('--data <src>', "other images than the run's test images")
    .addOption(choiceOption('--checkpoint <which>', 'which weights', CheckpointChoice.options, 'best'))
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .action((name: string, options: EvaluateOptions) =>
      run(options, async (output) => {
        const source = options.data === undefined ? undefined : absoluteSource(options.data)
        const { checkpoint } = options
        const { result } = await jobOnRun<'evaluate'>(name, options.device, output, (on) => ({
          task: 'evaluate',
          ...on,
          checkpoint,
          source,
        }))
        const { report } = result
        const { loss, top1, top5, images, perClass, confusion } = report
        output.answer({ loss, top1: top1 ?? null, top5: top5 ?? null, images, perClass, confusion }, reportText(report))
      }),
    )

const absoluteSource = (source: string): string => (source.startsWith('sample:') ? source : path.resolve(source))

function reportText(report: Report): string {
  const { images, data, checkpoint, top1, top5, perClass } = report
  const rows = perClass.map((row) => [
    row.name,
    count(row.images),
    ...[row.precision, row.recall, row.f1].map((v) => percent(v)),
  ])
  return [
    `${count(images)} ${data.split} images of ${data.source}, weights of step ${count(checkpoint.step)}`,
    `top-1 ${percent(top1)}, top-5 ${percent(top5)}, loss ${loss(report.loss)}`,
    '',
    table([['class', 'images', 'precision', 'recall', 'F1'], ...rows]),
  ].join('\n')
}
