import { Problem } from '../../../shared/problem'
import type { BrokenPlace } from './findBrokenLayer'

/** A run that broke off, with the step at which it did. */
export class RunProblem extends Problem {
  readonly step: number

  constructor(problem: Problem, step: number) {
    super(problem.details, problem.cause)
    this.name = 'RunProblem'
    this.step = step
  }
}

export interface NotFiniteReport {
  readonly step: number
  /** 'the loss', 'conv1/kernel'. */
  readonly thing: string
  readonly place: BrokenPlace | undefined
  readonly remedies: readonly string[]
  /** Of the last good checkpoint. */
  readonly safe: { readonly step: number; readonly path: string } | undefined
}

export function notFiniteProblem({ step, thing, place, remedies, safe }: NotFiniteReport): RunProblem {
  const where = place ? `; the first number that was not finite came up in ${place.what}` : ''
  const rest = safe ? `checkpoint ${safe.step} is safe` : 'no checkpoint had been written yet'
  const problem = new Problem({
    code: 'not-a-number',
    message: `stopped at step ${step}: ${thing} is not a number${where}`,
    remedy: `${remedies.join(', or ')}; ${rest}`,
    layer: place?.layer,
    place: safe?.path,
  })
  return new RunProblem(problem, step)
}
