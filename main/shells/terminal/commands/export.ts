import path from 'node:path'
import type { Command } from 'commander'
import { CheckpointChoice } from '../../../../shared/contract/jobs'
import { exportFormats } from '../../../../shared/formats/exportFormats'
import { type ExportWishes, FormatId } from '../../../../shared/formats/exportOptions'
import type { ExportRecord } from '../../../../shared/records/exportRecord'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { layerloomVersion } from '../../../studio/version'
import { device } from '../arguments'
import { choiceOption } from '../choiceOption'
import { bytes as byteText, count } from '../format'
import { jobOnRun } from '../jobOnRun'
import { type CommonOptions, command, run } from '../output'

interface ExportOptions extends CommonOptions {
  readonly format: FormatId
  readonly out: string
  readonly checkpoint: CheckpointChoice
  readonly device: DeviceWish
  readonly float16?: boolean
  readonly foldBatchNorm?: boolean
  readonly probabilities?: boolean
  readonly normalized?: boolean
  readonly layout?: 'nhwc' | 'nchw'
  readonly names?: 'project' | 'torchvision'
  readonly licence?: string
  readonly overwrite?: boolean
}

/** `export RUN --format FMT --out PATH` */
export const exportCommand = (): Command =>
  command('export')
    .description("a run's network as a file of another program, loaded again and compared before it is kept")
    .argument('<run>', 'folder of a run: PROJECT/runs/ID')
    .addOption(choiceOption('--format <format>', 'what to write', FormatId.options).makeOptionMandatory())
    .requiredOption('--out <path>', 'the file, or the folder, that is made')
    .addOption(choiceOption('--checkpoint <which>', 'which weights', CheckpointChoice.options, 'best'))
    .option('--float16', 'weights of half the size')
    .option('--fold-batch-norm', 'batch norms as part of the convolutions in front of them')
    .option('--probabilities', 'a softmax at the end, in place of logits')
    .option('--normalized', 'the model takes normalized numbers; otherwise it takes pixels of 0 to 255')
    .addOption(choiceOption('--layout <layout>', 'how the input lies in memory', ['nhwc', 'nchw']))
    .addOption(choiceOption('--names <names>', 'names of the weights', ['project', 'torchvision']))
    .option('--licence <text>', 'goes into the model card')
    .option('--overwrite', 'what stands there may be replaced')
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .addHelpText('after', formatsText)
    .action((name: string, options: ExportOptions) =>
      run(options, async (output) => {
        const { format, out, checkpoint, licence, overwrite = false } = options
        const { result } = await jobOnRun<'export'>(name, options.device, output, (on) => ({
          task: 'export',
          ...on,
          format,
          options: wishesOf(options),
          out: path.resolve(out),
          checkpoint,
          overwrite,
          ...(licence !== undefined && { licence }),
          layerloom: layerloomVersion,
        }))
        const { record } = result
        const { check } = record
        output.answer(
          {
            format,
            path: record.path,
            bytes: record.bytes,
            check: {
              images: check.images,
              maxLogitDifference: check.maxLogitDifference,
              top1Changed: check.top1Changed,
              allowed: check.allowed,
              ties: check.ties,
              from: check.from,
              way: check.way,
            },
            beside: record.beside,
            options: record.options,
            ...(record.keptFloat32 && { keptFloat32: record.keptFloat32 }),
          },
          exportText(record),
        )
      }),
    )

function wishesOf({ float16, foldBatchNorm, probabilities, normalized, layout, names }: ExportOptions): ExportWishes {
  return {
    ...(float16 && { weights: 'float16' }),
    ...(foldBatchNorm && { foldBatchNorm }),
    ...(probabilities && { output: 'probabilities' }),
    ...(normalized && { preprocessing: 'outside' }),
    ...(layout && { layout }),
    ...(names && { names }),
  }
}

const exportText = ({ path: file, bytes, beside, check, keptFloat32: kept }: ExportRecord): string =>
  [
    `${path.relative('', file)}: ${byteText(bytes)}`,
    ...(kept ? [`${kept.arrays} of ${kept.of} kernels keep float32: float16 is too coarse for them`] : []),
    `checked on ${count(check.images)} pictures (${check.from}) ${check.way}:`,
    `largest difference ${check.maxLogitDifference.toExponential(2)}, no picture of another class`,
    ...(beside === file ? [] : [`labels, preprocessing, model card and an example in ${path.relative('', beside)}`]),
  ].join('\n')

const formatsText = () => `
Formats:
${exportFormats.map(({ id, name, kind, opens }) => `  ${id.padEnd(12)} ${name}, a ${kind}: opens ${opens}`).join('\n')}

Every export is loaded again by another way and run on the run's own pictures; one that does not do what the run does is not kept.`
