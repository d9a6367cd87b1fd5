import { app } from 'electron'
import { utilityCarrier } from '../../main/shells/desktop/utilityCarrier'
import { engineFolders } from '../../main/studio/engine/engineFolders'
import { openProject } from '../../main/studio/projects/projects'
import { startRun } from '../../main/studio/runs/trainRun'
import type { RunListeners } from '../../main/studio/supervision/superviseRun'
import type { TrainResult } from '../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../shared/problem'

/** What the program prints as its last line. */
export interface TrainedInElectron {
  readonly electron: string
  readonly events: number
  readonly restarts: readonly string[]
  readonly result?: TrainResult
  readonly problem?: ProblemDetails
}

/**
 * Electron's main process for a test: trains the project that is named last and says how it ended. `kill=SIGSEGV` sends that signal to the job after
 * its first checkpoint, the first time.
 */
const [job = '', project = '', kill] = process.argv.slice(process.argv.indexOf('--') + 1)
app.disableHardwareAcceleration()
void app.whenReady().then(async () => {
  let events = 0
  let jobProcess = 0
  let isKilled = kill === undefined
  const restarts: string[] = []
  const listeners: RunListeners = {
    onEvent(event) {
      events++
      if (event.event === 'ready') jobProcess = event.process
      if (event.event !== 'checkpoint' || isKilled) return
      isKilled = true
      process.kill(jobProcess, kill as NodeJS.Signals)
    },
    onRestart: (problem) => void restarts.push(problem.details.message),
    onText: (line) => void process.stderr.write(`${line}\n`),
  }
  const studio = { carrier: utilityCarrier, entry: job, engines: engineFolders(), hasDriver: false }
  const said = { electron: process.versions.electron as string, restarts }
  try {
    const run = await startRun(studio, await openProject(project), { device: 'cpu' }, listeners)
    const result = await run.ended
    say({ ...said, events, result })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say({ ...said, events, problem: error.details })
  }
  app.exit(0)
})

const say = (trained: TrainedInElectron): void => void process.stdout.write(`${JSON.stringify(trained)}\n`)
