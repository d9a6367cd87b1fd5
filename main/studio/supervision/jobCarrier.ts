import { fork } from 'node:child_process'
import type { Readable } from 'node:stream'

/** How a process ended, as the system tells it. */
export interface ProcessExit {
  readonly code: number | undefined
  /** 'SIGSEGV', 'SIGKILL'; only where the system has signals. */
  readonly signal: string | undefined
}

/** A process and the pipe to it. Messages are plain values; what they mean is the contract's business. */
export interface CarriedProcess {
  readonly pid: number | undefined
  /** Does nothing once the process is gone. */
  send(message: object): void
  onMessage(listener: (message: unknown) => void): void
  /** It could not be started at all. */
  onLaunchError(listener: (error: Error) => void): void
  /** Called once, when the process is gone and every message that it sent has been delivered. */
  onExit(listener: (exit: ProcessExit) => void): void
  /** SIGTERM asks the system, SIGKILL does not ask. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void
  readonly output: readonly Readable[]
}

/** What starts job processes: Node's own here, Electron's `utilityProcess` in the desktop shell. */
export interface JobCarrier {
  start(entry: string, environment: Readonly<Record<string, string>>): CarriedProcess
}

/** Longest wait for messages that lie in the pipe when the process is gone, in milliseconds. */
const drainMs = 1000

/** Child processes of Node. */
export const forkCarrier: JobCarrier = {
  start(entry, environment) {
    const child = fork(entry, [], {
      // Node's own flags (an inspector's port) are for this process only.
      execArgv: [],
      env: { ...inheritedEnvironment(), ...environment },
      // Structured clone, as a utility process has it: bytes cross as bytes.
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C in a terminal and a closed terminal are the studio's to hear, which then asks the job to stop.
      detached: process.platform !== 'win32',
    })
    return {
      pid: child.pid,
      send(message) {
        // Whoever waits for an answer hears of the end by `onExit`; a message into a closing pipe is lost with the process.
        if (child.connected) child.send(message, () => undefined)
      },
      onMessage: (listener) => void child.on('message', listener),
      onLaunchError: (listener) => {
        child.on('error', (error) => {
          if (child.pid === undefined) listener(error)
        })
      },
      onExit(listener) {
        let exit: ProcessExit | undefined
        let drained = false
        let told = false
        const tell = () => {
          if (!exit || !drained || told) return
          told = true
          listener(exit)
        }
        child.once('exit', (code, signal) => {
          exit = { code: code ?? undefined, signal: signal ?? undefined }
          setTimeout(() => {
            drained = true
            tell()
          }, drainMs)
          tell()
        })
        child.once('close', () => {
          drained = true
          tell()
        })
      },
      kill: (signal) => void child.kill(signal),
      output: [child.stdout, child.stderr].filter((stream): stream is Readable => stream !== null),
    }
  },
}

/** This process' environment without what would turn the child into something else. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, NODE_CHANNEL_FD: _channel, ...rest } = process.env
  return rest
}
