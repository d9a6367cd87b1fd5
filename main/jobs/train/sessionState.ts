import type { Program } from '../../../shared/graph/program'
import { Problem } from '../../../shared/problem'
import type { TensorData, TensorMap } from '../../../shared/tensorData'
import type { Session } from '../../engine/session'
import { nonFiniteTensors } from '../../formats/safetensors'
import type { Checkpoint } from './checkpoints'

/** A session's variables as a checkpoint keeps them: what an export needs, and the rest. */
export interface SplitState {
  readonly weights: TensorMap
  readonly slots: TensorMap
}

export function readSplitState(session: Session, program: Program): SplitState {
  const state = session.readState()
  const isWeight = new Set(
    program.variables.filter(({ role }) => role === 'weight' || role === 'statistic').map(({ name }) => name),
  )
  const part = (wanted: boolean): TensorMap => new Map([...state].filter(([name]) => isWeight.has(name) === wanted))
  return { weights: part(true), slots: part(false) }
}

/** Names of the arrays that hold a NaN or an infinity. */
export const brokenTensors = ({ weights, slots }: SplitState): string[] => [
  ...nonFiniteTensors(weights),
  ...nonFiniteTensors(slots),
]

/**
 * Puts a checkpoint into a session. `needs`: whether optimizer slots have to be there, for `program` or for these of its weights only (others began
 * to learn since, or nobody is going to train). What may be lacking keeps its initial value. Throws a Problem if it is of another
 * network or optimizer.
 */
export function restore(
  session: Session,
  program: Program,
  { weights, slots, path }: Pick<Checkpoint, 'weights' | 'slots' | 'path'>,
  needs: 'all' | 'weights' | ReadonlySet<string> = 'all',
): void {
  const state = new Map([...weights, ...slots])
  let initial: TensorMap | undefined
  for (const { name, dtype, shape, role } of program.variables) {
    const found = state.get(name)
    if (found && found.dtype === dtype && found.shape.join() === shape.join()) continue
    const mayLack = role === 'slot' && needs !== 'all' && (needs === 'weights' || !needs.has(name))
    if (!found && mayLack) {
      initial ??= session.readState()
      state.set(name, initial.get(name) as TensorData)
      continue
    }
    throw new Problem({
      code: 'checkpoint-other-network',
      message: found
        ? `the checkpoint has ${name} as ${found.dtype}[${found.shape}], the network as ${dtype}[${shape}]`
        : `the checkpoint has no ${name}, which the network or its optimizer needs`,
      remedy: "resume with the run's own job.json, or start a new run",
      place: path,
    })
  }
  session.writeState(state)
}
