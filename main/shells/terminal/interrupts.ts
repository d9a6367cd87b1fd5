import { constants } from 'node:os'

/** How a person or the system asks a command to end: gently first, then at once. */
export interface Interrupts {
  /** The signal that came first. */
  readonly signal: NodeJS.Signals | undefined
  close(): void
}

const heard: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Listens until it is closed; `onSignal` is called with how many there have been. */
export function listenForInterrupts(onSignal: (times: number) => void): Interrupts {
  let signal: NodeJS.Signals | undefined
  let times = 0
  const listener = (name: NodeJS.Signals) => {
    signal ??= name
    times++
    onSignal(times)
  }
  for (const name of heard) process.on(name, listener)
  return {
    get signal() {
      return signal
    },
    close() {
      for (const name of heard) process.off(name, listener)
    },
  }
}

/** What a shell reports of a program that a signal ended. */
export const statusOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal]
