import type { JobCommand } from '../../../shared/contract/jobs'
import type { JobContext } from '../jobContext'

/** What was asked of a run and not done yet. The loop looks between steps; nothing here interrupts one. */
export interface RunControl {
  /** Exit: `now` without a checkpoint; `orphaned` because the studio went away. */
  readonly stop: 'stopped' | 'now' | 'orphaned' | undefined
  readonly isPaused: boolean
  /** There is something to take. */
  readonly hasWishes: boolean
  takeSnapshot(): boolean
  takeChanges(): Change[]
  /** Settles when there is something to look at that came after the last time: at once if it came in between. */
  wait(): Promise<void>
}

export type Change = Extract<JobCommand, { command: 'learning-rate' | 'knob' | 'freeze' }>

export function controlRun(context: JobContext): RunControl {
  let stop: RunControl['stop']
  let isPaused = false
  let snapshot = false
  let changes: Change[] = []
  let outlives = false
  let isGone = false
  let isNews = false
  let resolveWait = () => {}
  const wake = () => {
    isNews = true
    resolveWait()
  }

  const orphan = () => {
    if (isGone && !outlives) stop ??= 'orphaned'
  }
  context.onGone(() => {
    isGone = true
    // Nobody is left who could wake it; one that outlives its studio can be found again.
    if (!outlives) isPaused = false
    orphan()
    wake()
  })
  context.onCommand((command) => {
    // Whoever commands is there: the studio, or a later one.
    isGone = false
    switch (command.command) {
      case 'pause':
        isPaused = true
        break
      case 'resume':
        isPaused = false
        break
      case 'stop':
        stop = command.now ? 'now' : (stop ?? 'stopped')
        break
      case 'snapshot':
        snapshot = true
        break
      case 'learning-rate':
      case 'knob':
      case 'freeze':
        changes.push(command)
        break
      case 'outlive':
        outlives = command.outlive
        break
      case 'start':
        throw new Error('a job takes one task')
    }
    wake()
  })
  return {
    get stop() {
      return stop
    },
    get isPaused() {
      return isPaused
    },
    get hasWishes() {
      return snapshot || changes.length > 0
    },
    takeSnapshot() {
      const taken = snapshot
      snapshot = false
      return taken
    },
    takeChanges() {
      const taken = changes
      changes = []
      return taken
    },
    async wait() {
      // What comes while the loop is busy with the last wish wakes nobody: it must not wait for the one after it.
      if (!isNews)
        await new Promise<void>((resolve) => {
          resolveWait = resolve
        })
      isNews = false
    },
  }
}
