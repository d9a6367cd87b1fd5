import { createInterface } from 'node:readline'
import { type JobCommand, JobEvent, type JobTask, jobProtocol } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { isEngineNoise } from './engineNoise'
import type { JobCarrier, ProcessExit } from './jobCarrier'
import { type JobEnding, lossReason } from './jobEnding'
import { memoryKills } from './memoryKills'

export interface JobProcessOptions {
  readonly carrier: JobCarrier
  /** The bundle that a job process runs. */
  readonly entry: string
  /** What must stand in the environment before TensorFlow loads. */
  readonly environment: Readonly<Record<string, string>>
  /** `undefined`: the process has its task already, from a studio that is gone. */
  readonly task: JobTask | undefined
  onEvent(event: JobEvent): void
  /** A line that the process wrote and that is not TensorFlow's noise. */
  onText?(line: string): void
  readonly patience?: Patience
}

/** How long to wait before the next harder way to end a process, in milliseconds. */
export interface Patience {
  /** For the checkpoint of a stop. */
  readonly stopMs: number
  /** For a stop at once. */
  readonly stopNowMs: number
  /** From SIGTERM to SIGKILL. */
  readonly killMs: number
}
export const defaultPatience: Patience = { stopMs: 60_000, stopNowMs: 3_000, killMs: 2_000 }

/** A job process from start to end. */
export interface JobProcess {
  readonly pid: number | undefined
  readonly ended: Promise<JobEnding>
  send(command: Exclude<JobCommand, { command: 'start' | 'stop' }>): void
  /** Asks it to stop; SIGTERM and then SIGKILL follow if it does not. A second call with `now` shortens the wait. */
  stop(options: { now: boolean }): void
}

/** Lines of stderr that are kept for the report of a crash. */
const keptLines = 30

/** Starts a process, hands it its task, and tells quit from crash. */
export function startJobProcess(options: JobProcessOptions): JobProcess {
  const { carrier, entry, environment, task, onEvent, onText, patience = defaultPatience } = options
  const killsBefore = memoryKills()
  const child = carrier.start(entry, environment)
  const lastWords: string[] = []
  let wasUp = task === undefined
  let stoppedByUs = false
  let last: JobEnding | undefined
  let timers: NodeJS.Timeout[] = []

  for (const stream of child.output)
    createInterface({ input: stream }).on('line', (line) => {
      if (isEngineNoise(line)) return
      lastWords.push(line)
      if (lastWords.length > keptLines) lastWords.shift()
      onText?.(line)
    })

  const after = (ms: number, act: () => void) => {
    timers.push(setTimeout(act, ms))
  }
  const endHarder = () => {
    stoppedByUs = true
    child.kill('SIGTERM')
    after(patience.killMs, () => child.kill('SIGKILL'))
  }

  child.onMessage((message) => {
    const parsed = JobEvent.safeParse(message)
    if (!parsed.success) {
      last = {
        kind: 'failed',
        problem: { code: 'bug', message: 'a job sent what the contract does not have' },
        stack: parsed.error.message,
        step: undefined,
      }
      endHarder()
      return
    }
    const event = parsed.data
    if (event.event === 'ready') {
      wasUp = true
      if (event.protocol !== jobProtocol) {
        last = { kind: 'failed', problem: otherProtocol(event.protocol), stack: undefined, step: undefined }
        endHarder()
        return
      }
      if (task) child.send({ command: 'start', protocol: jobProtocol, task } satisfies JobCommand)
    }
    if (event.event === 'finished') last = { kind: 'finished', result: event.result }
    if (event.event === 'failed')
      last = { kind: 'failed', problem: event.problem, stack: event.stack, step: event.step }
    onEvent(event)
  })

  const ended = new Promise<JobEnding>((resolve) => {
    const lost = (exit: ProcessExit): JobEnding => {
      const memoryKill = memoryKills() > killsBefore
      const reason = lossReason({ exit, lastWords, wasUp, stoppedByUs, memoryKill })
      return { kind: 'lost', reason, exit, lastWords }
    }
    const end = (ending: JobEnding) => {
      for (const timer of timers) clearTimeout(timer)
      timers = []
      resolve(ending)
    }
    child.onLaunchError((error) => {
      lastWords.push(error.message)
      end(lost({ code: undefined, signal: undefined }))
    })
    child.onExit((exit) => end(last ?? lost(exit)))
  })

  return {
    pid: child.pid,
    ended,
    send: (command) => child.send(command),
    stop({ now }) {
      for (const timer of timers) clearTimeout(timer)
      timers = []
      child.send({ command: 'stop', now } satisfies JobCommand)
      after(now ? patience.stopNowMs : patience.stopMs, endHarder)
    },
  }
}

const otherProtocol = (theirs: number) =>
  new Problem({
    code: 'protocol',
    message: `the job process speaks version ${theirs} of the protocol, this studio version ${jobProtocol}`,
    remedy: 'start Layerloom again, so that both are of one version',
  }).details
