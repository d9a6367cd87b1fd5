import { findBrokenLayer } from '../findBrokenLayer'
import { likelyRemedies } from '../likelyRemedies'
import { notFiniteProblem } from '../notFiniteProblem'
import type { OpenRun } from '../openRun'
import { rateAt, SettingsHistory } from '../settings'
import type { LoopLog } from './loopLog'

/** Losses that are kept to see whether they grew. */
const keptLosses = 20
/** For doing steps again to find where a number broke, in milliseconds. */
const replayMs = 60_000

/** What is needed to say, of a number that is none, which step and layer made it and what to do: the settings of each step and the last losses. */
export class FiniteWatch {
  private readonly run: OpenRun
  private readonly log: LoopLog
  private readonly history = new SettingsHistory()
  private readonly losses: number[] = []

  constructor(run: OpenRun, log: LoopLog) {
    this.run = run
    this.log = log
    this.settingsChanged()
  }

  /** What the position has by hand holds from its next step on. */
  settingsChanged(): void {
    const { step, learningRate, knobs } = this.run.position
    this.history.set(step, { learningRate, knobs })
  }

  addLoss(loss: number): void {
    this.losses.push(loss)
    if (this.losses.length > keptLosses) this.losses.shift()
  }

  /** Ends the run with the step, the layer and a remedy, after having looked for the place. `safe` is the newest checkpoint on the disk. */
  async breakOff(thing: string, step: number, safe: OpenRun['resumedFrom']): Promise<never> {
    const { position, job, data, length, program, checkpoints } = this.run
    const { training } = job.project
    this.log.steps.flush()
    this.log.post({ event: 'working', what: `${thing} is not a number: looking for the layer` })
    const { checkpoint } = await checkpoints.load()
    const place = await findBrokenLayer({
      project: job.project,
      data,
      checkpoint,
      // One more than was done: a step that ends with a good loss may leave weights that are not finite.
      stepsDone: position.step,
      budgetMs: replayMs,
      settingsAt: (done) => {
        const settings = this.history.at(done)
        return { rate: rateAt(training, settings, done, length), knobs: settings.knobs }
      },
    })
    const problem = notFiniteProblem({
      step,
      thing,
      place,
      remedies: likelyRemedies({
        configuration: training,
        learningRate: rateAt(training, position, position.step, length),
        recentLosses: this.losses,
        isNormalized: program.weights.some(({ spec }) => spec.role === 'moving-mean'),
      }),
      safe,
    })
    this.log.rows.event({ event: 'failed', step: position.step, problem: problem.details })
    await this.log.flush()
    throw problem
  }
}
