import { Problem } from '../../../shared/problem'
import type { TrainingProgram } from '../../../shared/training/compileTraining'
import { Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { OpenRun } from './openRun'
import { readSplitState, restore } from './sessionState'

/** Slots that a checkpoint must have: those of arrays that learned already in an epoch before. */
export function slotsSince(program: TrainingProgram, before: TrainingProgram): ReadonlySet<string> {
  const learned = new Set(before.variables.filter(({ role }) => role === 'slot').map(({ name }) => name))
  return new Set(program.variables.flatMap(({ name }) => (learned.has(name) ? [name] : [])))
}

/** Whether layers begin to learn with the epoch that comes after so many. */
export const isUnfrozenAt = ({ job }: Pick<OpenRun, 'job'>, epochsDone: number): boolean =>
  (job.project.training.fineTuning?.unfreeze ?? []).some(({ epoch }) => epoch === epochsDone + 1)

/** Which layers begin to learn, and which no longer do. */
export interface Phase {
  readonly learning: readonly string[]
  readonly frozen: readonly string[]
}

/**
 * Goes over to the program in which other layers learn: compiled anew, with all that the session before had; optimizer slots that are new begin as
 * in a new run, and those of layers that are frozen are given up, so that bits do not depend on where the run was stopped.
 */
export async function enterPhase(run: OpenRun): Promise<Phase> {
  const { job, data, position, program: before, session: old } = run
  const program = compileProject(job.project, data, position.epoch, position.frozenByHand)
  const learned = new Set(before.learning.map(({ layer }) => layer))
  const learns = new Set(program.learning.map(({ layer }) => layer))
  const learning = [...learns].filter((layer) => !learned.has(layer))
  const frozen = [...learned].filter((layer) => !learns.has(layer))
  if (learning.length === 0 && frozen.length === 0) return { learning, frozen }
  if (learns.size === 0) throw nothingLearns()
  const state = readSplitState(old, before)
  const session = await Session.open(program)
  try {
    restore(session, program, { ...state, path: run.folder }, slotsSince(program, before))
  } catch (error) {
    session.close()
    throw error
  }
  old.close()
  run.session = session
  run.program = program
  return { learning, frozen }
}

const nothingLearns = (): Problem =>
  new Problem({
    code: 'nothing-learns',
    message: 'with these layers frozen none would learn any more',
    remedy: 'leave at least the head learning, or stop the run',
  })
