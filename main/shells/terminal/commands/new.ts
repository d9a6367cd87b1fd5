import path from 'node:path'
import type { Command } from 'commander'
import { DataReference } from '../../../../shared/records/dataReference'
import { Project } from '../../../../shared/records/project'
import { zooNetwork } from '../../../../shared/zoo'
import { createProject } from '../../../studio/projects/projects'
import { runJob } from '../../../studio/studio'
import { positiveNumber } from '../arguments'
import { choiceOption } from '../choiceOption'
import { count } from '../format'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface NewOptions extends CommonOptions {
  readonly network: string
  readonly width?: number
  readonly stem?: 'published' | 'small'
  readonly data: string
}

/** `new DIR --network ZOO --data SRC` */
export const newCommand = (): Command =>
  command('new')
    .description('write a project: a network of the zoo, made to fit the data')
    .argument('<dir>', 'folder for the project, made if absent')
    .requiredOption('--network <name>', 'a network of the zoo: deep-digits, lenet-5, resnet-20 ...')
    .option('--width <k>', 'multiplies its filters, if it can be widened', positiveNumber)
    .addOption(
      choiceOption('--stem <which>', 'its first layers: small for pictures of 32 pixels or so', ['published', 'small']),
    )
    .requiredOption('--data <src>', 'sample:digits, sample:shapes, or a folder with IDX files')
    .action((dir: string, options: NewOptions) =>
      run(options, async (output) => {
        const { build } = zooNetwork(options.network)
        const status = createStatusLine()
        const source = sourceFor(dir, options.data)
        const data = DataReference.parse({ source })
        const found = await runJob(
          terminalStudio(),
          { task: 'describe-data', data, folder: path.resolve(dir) },
          undefined,
          {
            onEvent: showWork(status),
          },
        )
        status.clear()
        const { width, stem } = options
        const network = build({
          input: found.imageShape,
          classes: found.classes.length,
          ...(width !== undefined && { width }),
          ...(stem && { stem }),
        })
        const name = path.basename(path.resolve(dir))
        const project = Project.parse({ format: 'layerloom-project', version: 1, name, data, network, training: {} })
        const { folder, file } = await createProject(dir, project)
        const { counts } = found
        output.answer(
          {
            project: folder,
            network: options.network,
            data: source,
            inputShape: found.imageShape,
            classes: found.classes,
            counts,
          },
          `${file}\n${options.network} for ${count(counts.train)} training, ${count(counts.validation)} validation and ${count(counts.test)} test images of ${found.classes.length} classes`,
        )
      }),
    )

/** As `project.json` has it: a relative path counts from there, what the person typed counted from where they stand. */
const sourceFor = (dir: string, source: string): string =>
  source.startsWith('sample:') || path.isAbsolute(source)
    ? source
    : path.relative(path.resolve(dir), path.resolve(source))
