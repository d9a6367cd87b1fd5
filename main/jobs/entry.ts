import { JobCommand, jobProtocol } from '../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../shared/problem'
import { diskProblem } from '../disk/diskProblem'
import type { JobContext } from './jobContext'
import { forkPort, type JobPort, parentPort, utilityPort } from './jobPort'
import { reattachable } from './outlive/reattachable'
import { runTask } from './runTask'

/**
 * Where every job process begins: it says `ready`, takes one task, and exits. A signal that a terminal sends to all its
 * processes is the studio's to hear; SIGTERM has no listener here, for one could not run inside a native call.
 */
process.on('SIGINT', () => undefined)
const electron = parentPort()
void main(electron ? utilityPort(electron) : reattachable(forkPort()))

async function main(port: JobPort): Promise<void> {
  const { context, task } = listen(port)
  port.post({ event: 'ready', protocol: jobProtocol, process: process.pid })
  let status = 0
  try {
    const result = await runTask(await task, context)
    port.post({ event: 'finished', result })
  } catch (error) {
    status = 1
    port.post({ event: 'failed', ...failureOf(error) })
  }
  await port.flush()
  process.exit(status)
}

function listen(port: JobPort) {
  const waiting: JobCommand[] = []
  let hear = (command: JobCommand): void => void waiting.push(command)
  let gone = false
  let leave = () => {}
  port.onGone(() => {
    gone = true
    leave()
  })
  const context: JobContext = {
    post: port.post,
    onCommand(listener) {
      hear = listener
      for (const command of waiting.splice(0)) listener(command)
    },
    onGone(listener) {
      leave = listener
      if (gone) listener()
    },
  }
  const task = new Promise<Extract<JobCommand, { command: 'start' }>['task']>((resolve, reject) => {
    // Until a task listens for itself, a studio that is gone means that nobody wants one.
    leave = () => process.exit(0)
    port.onMessage((message) => {
      const parsed = JobCommand.safeParse(message)
      if (!parsed.success) reject(new Error(`a command that the contract does not have: ${parsed.error.message}`))
      else if (parsed.data.command === 'start') resolve(parsed.data.task)
      else hear(parsed.data)
    })
  })
  return { context, task }
}

function failureOf(error: unknown): { problem: ProblemDetails; stack?: string; step?: number } {
  // A file that cannot be read or written is for a person to mend wherever it is met.
  const mendable =
    error instanceof Problem ? error : diskProblem(error, 'a file', (error as NodeJS.ErrnoException)?.path ?? '')
  const step = stepOf(error)
  if (mendable instanceof Problem) return { problem: mendable.details, ...step }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { problem: { code: 'bug', message: message.split('\n')[0] ?? message }, stack: stack ?? message, ...step }
}

const stepOf = (error: unknown): { step?: number } =>
  error instanceof Error && 'step' in error && typeof error.step === 'number' ? { step: error.step } : {}
