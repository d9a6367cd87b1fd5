import path from 'node:path'
import type { Command } from 'commander'
import type { DescribeDataResult } from '../../../../shared/contract/jobs'
import { newProject } from '../../../studio/projects/newProject'
import { findRun } from '../../../studio/runs/runFolder'
import { pictureSides, positiveNumber } from '../arguments'
import { choiceOption } from '../choiceOption'
import { count } from '../format'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface NewOptions extends CommonOptions {
  readonly network?: string
  readonly from?: string
  readonly width?: number
  readonly stem?: 'published' | 'small'
  readonly data: string
  readonly size?: [height: number, width: number]
  readonly colour?: 'grey' | 'rgb'
  readonly nested?: 'first-folder' | 'full-path'
}

/** `new DIR --network ZOO|--from RUN --data SRC [--size HxW] [--colour grey|rgb] [--nested HOW]` */
export const newCommand = (): Command =>
  command('new')
    .description('write a project: a network of the zoo, or of a run with its weights, made to fit the data')
    .argument('<dir>', 'folder for the project, made if absent')
    .option('--network <name>', 'a network of the zoo: deep-digits, lenet-5, resnet-20 ...')
    .option('--from <run>', 'the network and the weights of a run (its folder): transfer learning')
    .option('--width <k>', 'multiplies its filters, if it can be widened', positiveNumber)
    .addOption(
      choiceOption('--stem <which>', 'its first layers: small for pictures of 32 pixels or so', ['published', 'small']),
    )
    .requiredOption(
      '--data <src>',
      'sample:digits, sample:shapes, a folder with one folder of pictures a class or a zip of one, or a folder with IDX files',
    )
    .option('--size <HxW>', 'to which pictures are scaled; their own where they all have one', pictureSides)
    .addOption(choiceOption('--colour <which>', 'what pictures are made; grey where all of them are', ['grey', 'rgb']))
    .addOption(
      choiceOption('--nested <how>', 'folders in a class folder: to the class, or each a class', [
        'first-folder',
        'full-path',
      ]),
    )
    .action((dir: string, options: NewOptions, self: Command) => {
      if ((options.network === undefined) === (options.from === undefined))
        self.error("error: one of '--network <name>' and '--from <run>' is needed")
      return run(options, async (output) => {
        const status = createStatusLine()
        const { data, width, stem, size, colour, nested } = options
        const channels = colour && (colour === 'grey' ? 1 : 3)
        const network = options.network ?? { run: (await findRun(options.from as string, undefined)).folder }
        const wish = { folder: dir, network, data, width, stem, size, channels, nested } as const
        const {
          folder,
          file,
          project,
          input,
          data: found,
        } = await newProject(terminalStudio(), wish, {
          onEvent: showWork(status),
        })
        status.clear()
        const { counts } = found
        output.answer(
          {
            project: folder,
            network: options.network ?? null,
            ...(project.startFrom && { startFrom: project.startFrom }),
            data: project.data.source,
            inputShape: input,
            classes: found.classes,
            counts,
            ...(found.files && { undealt: found.files.undealt }),
          },
          `${file}\n${options.network ?? `the network of run ${path.basename(options.from as string)}`} on ${input.join('x')} for ${imagesText(found)} of ${found.classes.length} classes`,
        )
      })
    })

/** Of picture files, what their folders say; the rest is dealt out when they are first used. */
function imagesText({ counts, files }: DescribeDataResult): string {
  const { train, validation, test } = counts
  const dealt = `${count(train)} training, ${count(validation)} validation and ${count(test)} test images`
  if (!files) return dealt
  if (files.undealt > 0) return `${count(files.undealt + train + validation + test)} pictures`
  const lacking = validation === 0 || test === 0 ? ' (what is lacking is taken from the training pictures)' : ''
  return `${dealt}${lacking}`
}
