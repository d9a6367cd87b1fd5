import { Command, type CommanderError } from 'commander'
import { layerloomVersion } from '../../studio/version'
import { checkGradientsCommand } from './commands/checkGradients'
import { dataCommand } from './commands/data'
import { doctorCommand } from './commands/doctor'
import { estimateCommand } from './commands/estimate'
import { evaluateCommand } from './commands/evaluate'
import { exportCommand } from './commands/export'
import { importCommand } from './commands/import'
import { inspectCommand } from './commands/inspect'
import { newCommand } from './commands/new'
import { openCommand } from './commands/open'
import { predictCommand } from './commands/predict'
import { serveCommand } from './commands/serve'
import { tensorboardCommand } from './commands/tensorboard'
import { trainCommand } from './commands/train'

/** Every command, in the order in which help lists them. A new one: a file and a line. */
const commands: readonly (() => Command)[] = [
  openCommand,
  newCommand,
  dataCommand,
  trainCommand,
  evaluateCommand,
  predictCommand,
  exportCommand,
  importCommand,
  tensorboardCommand,
  inspectCommand,
  estimateCommand,
  checkGradientsCommand,
  serveCommand,
  doctorCommand,
]

const exitStatuses = `
Exit status: 0 done, 1 failed, 2 wrong usage; 128 + the signal's number for a run that was stopped (130: Ctrl-C).
Every command takes --json: its answer goes to stdout as JSON, words for people to stderr.`

/** The whole command line. Wrong usage ends with status 2 and names the nearest command or option. */
export function createProgram(): Command {
  const program = new Command('layerloom')
    .description('Draw a network, feed it images, watch it learn, take the weights anywhere.')
    .version(layerloomVersion)
    .addHelpText('after', exitStatuses)
  for (const command of commands) program.addCommand(command())
  for (const command of withInner(program))
    command.exitOverride(endWithStatus).configureOutput({ outputError: (text, write) => write(text) })
  return program
}

/** A command and the commands inside it. */
const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)]

/** Commander ends with 1 for wrong usage, and so would a failed run: it is 2 here. Help and version are no mistake. */
function endWithStatus(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? 0 : 2)
}
