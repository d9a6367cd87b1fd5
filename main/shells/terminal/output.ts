import { Command } from 'commander'
import { Problem, type ProblemDetails } from '../../../shared/problem'

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean
  readonly debug?: boolean
}

/** A command with the options that all have. */
export const command = (name: string): Command =>
  new Command(name)
    .option('--json', 'answer as JSON on stdout')
    .option('--debug', 'show stacks of errors and what TensorFlow writes')
    .showHelpAfterError('(--help says more)')

/**
 * Where a command's words go. The answer is for stdout: as JSON, or as text for people. All else people read (progress,
 * warnings, errors) is for stderr, so that stdout can be piped.
 */
export interface Output {
  readonly isJson: boolean
  readonly isDebug: boolean
  /** The answer, or one line of a stream of answers. */
  answer(json: object, text?: string): void
  /** A line for people on the way. */
  say(text: string): void
}

export function createOutput({ json = false, debug = false }: CommonOptions): Output {
  return {
    isJson: json,
    isDebug: debug,
    answer(value, text) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
      else if (text !== undefined) process.stdout.write(`${text}\n`)
    },
    say: (text) => void process.stderr.write(`${text}\n`),
  }
}

/** Runs a command's work; what a person can mend is said in two lines, and ends it with status 1. */
export async function run(options: CommonOptions, work: (output: Output) => Promise<void>): Promise<void> {
  const output = createOutput(options)
  leaveQuietlyWithoutReader()
  try {
    await work(output)
  } catch (error) {
    process.exitCode = 1
    const problem = problemOf(error)
    if (output.isJson && !(error instanceof Told)) output.answer({ error: problem })
    printProblem(output, 'error', problem)
    if (output.isDebug && error instanceof Error) output.say(error.stack ?? error.message)
  }
}

/** A failure of which the answer has already told. */
export class Told extends Error {
  constructor(cause: unknown) {
    super('told', { cause })
  }
}

/** Anything that was thrown, for people: what is not a Problem is a bug of ours. */
export function problemOf(error: unknown): ProblemDetails {
  if (error instanceof Told) return problemOf(error.cause)
  if (error instanceof Problem && error.details.code !== 'bug') return error.details
  const message =
    error instanceof Problem ? error.details.message : error instanceof Error ? error.message : String(error)
  return {
    code: 'bug',
    message: `a fault in Layerloom itself: ${message}`,
    remedy: 'run it with --debug and report what it says',
  }
}

/** Thing and cause; below it the remedy and the place. */
export function printProblem(
  output: Output,
  kind: 'error' | 'warning',
  { layer, message, remedy, place }: ProblemDetails,
): void {
  output.say(`${kind}: ${layer ? `${layer}: ` : ''}${message}`)
  if (remedy) output.say(`  ${remedy}`)
  if (place) output.say(`  at ${place}`)
}

/** `layerloom ... | head`: whoever read has what they wanted. Each line that waits fails by itself, and a second signal would mean at once. */
function leaveQuietlyWithoutReader(): void {
  let isAlone = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (isAlone) return
    isAlone = true
    process.emit('SIGTERM', 'SIGTERM')
  })
}
