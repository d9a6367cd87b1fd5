import { createHash } from 'node:crypto'
import type { Program } from '../../../shared/graph/program'
import { Problem } from '../../../shared/problem'
import type { TensorData, TensorMap } from '../../../shared/tensorData'
import { Session } from '../../engine/session'

/** A compiled network with its weights, ready to be asked. */
export interface OpenProgram<P extends Program = Program> {
  readonly program: P
  readonly session: Session
  readonly weights: { readonly trained: number; readonly fresh: number }
}

/**
 * Opens a program and puts those weights into it that fit by name and shape; the others stay as they were drawn. `strict`: all have to fit, or it
 * is a Problem.
 */
export async function openProgram<P extends Program>(
  program: P,
  weights: TensorMap | undefined,
  { strict }: { strict: boolean },
): Promise<OpenProgram<P>> {
  const session = await Session.open(weights ? program : withoutState(program))
  try {
    if (!weights || program.variables.length === 0)
      return { program, session, weights: { trained: 0, fresh: program.variables.length } }
    const fits = (name: string, shape: readonly number[]) => weights.get(name)?.shape.join() === shape.join()
    const own = program.variables.filter(({ name, shape }) => !fits(name, shape))
    if (strict && own[0]) throw otherNetwork(own[0].name)
    const drawn = own.length > 0 ? session.readState() : undefined
    const state: TensorMap = new Map(
      program.variables.map(({ name, shape }): [string, TensorData] => [
        name,
        (fits(name, shape) ? weights.get(name) : drawn?.get(name)) as TensorData,
      ]),
    )
    session.writeState(state)
    return { program, session, weights: { trained: program.variables.length - own.length, fresh: own.length } }
  } catch (error) {
    session.close()
    throw error
  }
}

/** Nobody writes the state of weights that stay as they are drawn: of 700 layers a third of all nodes is for that. */
function withoutState(program: Program): Program {
  const { read_state: _read, write_state: _write, ...signatures } = program.signatures
  return { ...program, signatures }
}

const otherNetwork = (name: string): Problem =>
  new Problem({
    code: 'checkpoint-other-network',
    message: `the checkpoint has no ${name} of the shape that the network needs`,
    remedy: 'choose another checkpoint',
  })

/** A short key for what something was compiled from. */
export const keyOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')
