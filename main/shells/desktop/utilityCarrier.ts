import { constants } from 'node:os'
import { Readable } from 'node:stream'
import { app, utilityProcess } from 'electron'
import { flushAnswer, flushRequest } from '../../../shared/contract/jobFlush'
import {
  type CarriedProcess,
  inheritedEnvironment,
  type JobCarrier,
  type ProcessExit,
} from '../../studio/supervision/jobCarrier'

/** Longest wait for the last words and the cause of an end that came without a farewell, in milliseconds. */
const drainMs = 250

let started = 0

/**
 * Job processes as Electron's `utilityProcess`: Chromium's own children, with Node in them and no window system.
 *
 * How one ended is said by two events. `exit` has the status of a process that left by itself and, for one that a signal ended, at times 0;
 * `child-process-gone` has the signal's number, and comes before or after it (seen on 22 and 25).
 */
export const utilityCarrier: JobCarrier = {
  start(entry, environment): CarriedProcess {
    const serviceName = `job ${++started}`
    const child = utilityProcess.fork(entry, [], {
      serviceName,
      stdio: 'pipe',
      env: { ...inheritedEnvironment(), ...environment } as Record<string, string>,
    })
    let isAlive = true
    let saidFarewell = false
    let exit: ProcessExit | undefined
    let tell: ((exit: ProcessExit) => void) | undefined

    const onGone = (_event: unknown, details: Electron.Details) => {
      if (details.name === serviceName) exit = exitOf(details)
    }
    app.on('child-process-gone', onGone)
    child.on('message', (message: unknown) => {
      if (message !== flushRequest) return
      saidFarewell = true
      child.postMessage(flushAnswer)
    })
    child.on('exit', (code) => {
      isAlive = false
      setTimeout(
        () => {
          app.off('child-process-gone', onGone)
          tell?.(exit ?? { code, signal: undefined })
        },
        saidFarewell ? 0 : drainMs,
      )
    })

    return {
      get pid() {
        return child.pid
      },
      send(message) {
        if (isAlive) child.postMessage(message)
      },
      onMessage: (listener) =>
        void child.on('message', (message: unknown) => {
          if (message !== flushRequest) listener(message)
        }),
      // Electron has no such event: a process that cannot be started exits.
      onLaunchError: () => undefined,
      onExit(listener) {
        tell = listener
      },
      kill(signal) {
        if (signal === 'SIGTERM' || process.platform === 'win32') child.kill()
        else if (child.pid !== undefined) process.kill(child.pid, signal)
      },
      output: [child.stdout, child.stderr].filter((stream): stream is Readable => stream instanceof Readable),
    }
  },
}

/** On systems with signals the exit code of a process that one ended is the signal's number. */
function exitOf({ reason, exitCode }: Electron.Details): ProcessExit {
  const bySignal = process.platform !== 'win32' && (reason === 'crashed' || reason === 'killed' || reason === 'oom')
  const signal = bySignal ? signalNames.get(exitCode) : undefined
  return signal ? { code: undefined, signal } : { code: exitCode, signal: undefined }
}

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))
