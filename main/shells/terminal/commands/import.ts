import path from 'node:path'
import type { Command } from 'commander'
import { ImportValues } from '../../../../shared/contract/jobs'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import { runJob } from '../../../studio/studio'
import { layerloomVersion } from '../../../studio/version'
import { choiceOption } from '../choiceOption'
import { count } from '../format'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface ImportOptions extends CommonOptions {
  readonly out: string
  readonly data?: string
  readonly name?: string
  readonly values?: ImportValues
}

/** `import FILE --out PROJECT` */
export const importCommand = (): Command =>
  command('import')
    .description("another program's model as a project: its network, and its weights as a run")
    .argument('<file>', '.keras, .h5, .onnx, .safetensors, or model.json of TensorFlow.js with its shards')
    .requiredOption('--out <project>', 'the folder that is made')
    .option('--data <src>', 'pictures to go on training with; otherwise the folder pictures in the project')
    .option('--name <name>', "the project's name")
    .addOption(
      choiceOption('--values <values>', 'what the network takes, where the file does not say it', ImportValues.options),
    )
    .action((file: string, options: ImportOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const choice = chooseEngine({ wish: 'auto', folders: studio.engines, hasDriver: studio.hasDriver })
        const out = path.resolve(options.out)
        const status = createStatusLine()
        const { data, name, values } = options
        const result = await runJob<'import'>(
          studio,
          {
            task: 'import',
            engine: choice.engine,
            file: path.resolve(file),
            out,
            layerloom: layerloomVersion,
            ...(name !== undefined && { name }),
            ...(values && { values }),
            ...(data !== undefined && { data: sourceFor(out, data) }),
          },
          undefined,
          { onEvent: showWork(status, output), ...(output.isDebug && { onText: output.say }) },
        )
        status.clear()
        const { task: _, ...answer } = result
        output.answer(
          answer,
          [
            `${path.relative('', result.project)}: ${count(result.layers)} layers, ${count(result.parameters)} weights from ${result.format}`,
            `takes pictures of ${result.inputShape.join('x')}, tells ${count(result.classes.length)} classes`,
            `its weights are the run ${path.relative('', result.run)}`,
          ].join('\n'),
        )
      }),
    )

const sourceFor = (folder: string, source: string): string =>
  source.startsWith('sample:') || path.isAbsolute(source) ? source : path.relative(folder, path.resolve(source))
