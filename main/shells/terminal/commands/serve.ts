import path from 'node:path'
import type { Command } from 'commander'
import { workspaceFolder } from '../../../studio/host/workspaceFolder'
import { type Served, serveStudio } from '../../web/serveStudio'
import { portNumber } from '../arguments'
import { listenForInterrupts, statusOf } from '../interrupts'
import { type CommonOptions, command, type Output, run } from '../output'
import { terminalStudio } from '../theStudio'

interface ServeOptions extends CommonOptions {
  readonly port: number
  readonly root: readonly string[]
  readonly tunnel: readonly number[]
  readonly workspace?: string
}

/** `serve [--port N] [--root FOLDER ...] [--tunnel PORT ...] [--workspace FOLDER]` */
export const serveCommand = (): Command =>
  command('serve')
    .description('show the studio in a browser of this machine, or through an SSH tunnel')
    .option('--port <n>', 'on 127.0.0.1; a free one where none is given', portNumber, 0)
    .option('--root <folder>', 'where projects and data may lie; this folder where none is given', collect, [])
    .option(
      '--tunnel <port>',
      "port on the other machine at which a tunnel begins, where it is not this one's",
      tunnels,
      [],
    )
    .option('--workspace <folder>', 'for settings and recent projects; one server each')
    .addHelpText('after', '\nOpen the printed link: it lets one browser in, once. Ctrl-C stops runs with a checkpoint.')
    .action((options: ServeOptions) => run(options, (output) => serve(options, output)))

const collect = (word: string, earlier: readonly string[]): readonly string[] => [...earlier, word]
const tunnels = (word: string, earlier: readonly number[]): readonly number[] => [...earlier, portNumber(word)]

/** Serves until a signal comes. `onLink` is given the link that opens the window once. */
export async function serve(
  { port, root, tunnel, workspace }: Pick<ServeOptions, 'port' | 'root' | 'tunnel' | 'workspace'>,
  output: Output,
  onLink?: (url: string) => void,
): Promise<void> {
  let served: Served | undefined
  let isEnding = () => {}
  const ending = new Promise<void>((resolve) => {
    isEnding = resolve
  })
  const interrupts = listenForInterrupts((times) => {
    if (times > 1) process.exit(statusOf(interrupts.signal ?? 'SIGINT'))
    isEnding()
  })
  try {
    served = await serveStudio({
      studio: terminalStudio(),
      windowFolder: path.join(__dirname, '..', 'renderer'),
      workspace: path.resolve(workspace ?? workspaceFolder()),
      roots: (root.length > 0 ? root : ['.']).map((folder) => path.resolve(folder)),
      port,
      tunnels: tunnel,
      onBug: (error, where) =>
        output.say(`a fault in ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    })
    const { url } = served
    onLink?.(url)
    if (served.kind === 'attached') {
      output.answer({ event: 'listening', url, process: served.process, attached: true }, url)
      output.say(`process ${served.process} serves this workspace already; the link opens it once more`)
      return
    }
    output.answer({ event: 'listening', url }, url)
    output.say('open the link in a browser; it is good once. Ctrl-C ends')
    await ending
    if (served.host.trainings.busy().length > 0) output.say('stopping runs after a checkpoint; once more stops at once')
    await served.close()
    process.exitCode = statusOf(interrupts.signal ?? 'SIGINT')
  } finally {
    interrupts.close()
  }
}
