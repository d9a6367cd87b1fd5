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

/**
 * Goes over to the program in which more layers learn: compiled anew, with all that the session before had; optimizer slots that are
 * new begin as in a new run. Gives the names of the layers that learn from here on.
 */
export async function enterPhase(run: OpenRun): Promise<string[]> {
  const { job, data, position, program: before, session: old } = run
  const program = compileProject(job.project, data, position.epoch)
  const learned = new Set(before.learning.map(({ layer }) => layer))
  const layers = [...new Set(program.learning.map(({ layer }) => layer))].filter((layer) => !learned.has(layer))
  if (layers.length === 0) return []
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
  return layers
}
