import path from 'node:path'
import type { Command } from 'commander'
import { count } from '../format'
import { jobOnRun } from '../jobOnRun'
import { type CommonOptions, command, run } from '../output'

interface TensorboardOptions extends CommonOptions {
  readonly out?: string
}

/** `tensorboard RUN [--out DIR]` */
export const tensorboardCommand = (): Command =>
  command('tensorboard')
    .description("write a run's figures as event files that TensorBoard shows")
    .argument('<run>', 'folder of a run: PROJECT/runs/ID')
    .option(
      '--out <dir>',
      'folder that TensorBoard is pointed at, for several runs; as a rule the one beside the run: tensorboard',
    )
    .action((name: string, options: TensorboardOptions) =>
      run(options, async (output) => {
        const { result, out } = await write(name, options, output)
        output.answer(
          { out, files: result.files, events: result.events },
          `${result.files.join('\n')}\n${count(result.events)} events; see them with: tensorboard --logdir ${out}`,
        )
      }),
    )

async function write(name: string, { out }: TensorboardOptions, output: Parameters<typeof jobOnRun>[2]) {
  let folder = out === undefined ? '' : path.resolve(out)
  const { result } = await jobOnRun<'tensorboard'>(name, 'cpu', output, ({ runFolder }) => {
    folder ||= path.join(path.dirname(path.dirname(runFolder)), 'tensorboard')
    return { task: 'tensorboard', runFolder, out: folder }
  })
  return { result, out: folder }
}
