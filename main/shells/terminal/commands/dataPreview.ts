import path from 'node:path'
import type { Command } from 'commander'
import type { PreviewTask } from '../../../../shared/contract/jobs'
import { Problem } from '../../../../shared/problem'
import { DataReference } from '../../../../shared/records/dataReference'
import type { Augmentation } from '../../../../shared/training/augmentation/augmentation'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import { holdsProject } from '../../../studio/projects/holdsProject'
import { openProject } from '../../../studio/projects/projects'
import { runJob } from '../../../studio/studio'
import { pictureSize, wholeNumber } from '../arguments'
import { augmentationHelp, parseAugmentation } from '../augmentationOption'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface PreviewOptions extends CommonOptions {
  readonly pictures: number
  readonly variants: number
  readonly out: string
  readonly seed?: number
  readonly augmentation?: Augmentation
  readonly size?: [number, number, number]
}

/** `data preview PROJECT|SRC [--pictures --variants --out --seed --augmentation --size]` */
export const dataPreviewCommand = (): Command =>
  command('preview')
    .description('draw a contact sheet of what augmentation does to training images')
    .argument('<project|src>', 'a project, or a data source: a folder of pictures, sample:digits ...')
    .option('--pictures <n>', 'rows of the sheet', wholeNumber(1), 6)
    .option('--variants <n>', 'of each picture', wholeNumber(1), 6)
    .option('--out <file>', 'the PNG file', 'augmentation.png')
    .option('--seed <n>', "in place of the project's own", wholeNumber(0))
    .option('--augmentation <names>', `in place of the project's own: ${augmentationHelp}`, parseAugmentation)
    .option('--size <HxWxC>', 'of pictures from files that belong to no project', pictureSize)
    .action((place: string, options: PreviewOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const choice = chooseEngine({ wish: 'cpu', folders: studio.engines, hasDriver: studio.hasDriver })
        const { engine, gpuRequired } = choice
        const status = createStatusLine()
        const { seed, pictures, variants } = options
        const { task: _task, ...answer } = await runJob(
          studio,
          {
            task: 'preview',
            engine,
            gpuRequired,
            ...(await subjectOf(place, options)),
            ...(seed !== undefined && { seed }),
            pictures,
            variants,
            out: path.resolve(options.out),
          },
          choice,
          { onEvent: showWork(status, output), ...(output.isDebug && { onText: output.say }) },
        )
        status.clear()
        output.answer(answer, [answer.file, ...answer.augmentation.map((sentence) => `  ${sentence}`)].join('\n'))
      }),
    )

type Subject = Pick<PreviewTask, 'folder' | 'subject' | 'augmentation'>

async function subjectOf(place: string, { augmentation: named, size }: PreviewOptions): Promise<Subject> {
  if (!(await holdsProject(place))) {
    const data = DataReference.parse({ source: place })
    const subject = { data, ...(size && { size }) }
    return { folder: process.cwd(), subject, augmentation: named ?? [{ type: 'light' }] }
  }
  const { folder, file, project } = await openProject(place)
  if (!named && project.augmentation.length === 0)
    throw new Problem({
      code: 'no-augmentation',
      message: `${project.name} trains on its images as they are`,
      remedy: 'give project.json an "augmentation", or see one with --augmentation light',
      place: file,
    })
  return { folder, subject: { project }, ...(named && { augmentation: named }) }
}
