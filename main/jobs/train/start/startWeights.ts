import { inferNetwork } from '../../../../shared/model/infer'
import { Problem } from '../../../../shared/problem'
import type { Project } from '../../../../shared/records/project'
import type { StartFrom, StartReport } from '../../../../shared/records/startFrom'
import type { TensorMap } from '../../../../shared/tensorData'
import type { TrainingProgram } from '../../../../shared/training/compileTraining'
import { headLayers } from '../../../../shared/training/fineTuning/headLayers'
import { matchWeights } from '../../../../shared/training/fineTuning/matchWeights'
import type { Session } from '../../../engine/session'
import type { JobContext } from '../../jobContext'
import { type ForeignWeights, readForeignWeights } from './foreignWeights'

/** Weights with which a run begins, matched with its network, and the report of it. */
export interface StartWeights {
  readonly report: StartReport
  /** Those that are taken. */
  readonly weights: TensorMap
}

export interface StartOptions {
  readonly project: Project
  /** From which a relative place counts. */
  readonly folder: string
  readonly classes: readonly string[]
  readonly program: TrainingProgram
  readonly context: JobContext
  /** Of a run that went away before its first checkpoint: the very same weights have to be there. */
  readonly before?: StartReport | undefined
}

/** What a project wants to begin with; `undefined` if it draws its weights. Throws a Problem if nothing of it fits. */
export async function findStartWeights(options: StartOptions): Promise<StartWeights | undefined> {
  const { project, folder, classes, program, context, before } = options
  if (!project.startFrom) return undefined
  const foreign = await readForeignWeights(project.startFrom, folder, project.network, context)
  const { place, weights, sha256, step } = foreign
  if (before && before.sha256 !== sha256) throw otherWeights(place)
  const head = isHeadNew(project.startFrom, foreign, classes) ? headLayers(inferNetwork(project.network)) : new Set([])
  const wanted = program.weights.map(({ layer, variable: { name, shape } }) => ({ layer, name, shape }))
  const { taken, fresh, unused } = matchWeights(wanted, weights, head)
  if (taken.length === 0) throw nothingFits(place, weights)
  if (!before) warnOfPictures(project, foreign, context)
  return {
    report: {
      place,
      sha256,
      ...(step !== undefined && { step }),
      taken: [...taken],
      fresh: fresh.map(({ name, reason, found }) => ({ name, reason, ...(found && { found: [...found] }) })),
      unused: [...unused],
    },
    weights: new Map(taken.map((name) => [name, weights.get(name) as NonNullable<ReturnType<TensorMap['get']>>])),
  }
}

/** Puts them in; what was not taken keeps what its initializer drew. */
export function putStartWeights(session: Session, { weights }: StartWeights): void {
  session.writeState(new Map([...session.readState(), ...weights]))
}

function isHeadNew({ head }: StartFrom, { classes: theirs }: ForeignWeights, ours: readonly string[]): boolean {
  if (head !== 'auto') return head === 'new'
  return theirs !== undefined && JSON.stringify(theirs) !== JSON.stringify(ours)
}

/** Weights were made for pictures as they were then. */
function warnOfPictures(
  { preprocessing }: Project,
  { normalization, place }: ForeignWeights,
  context: JobContext,
): void {
  if (!normalization || JSON.stringify(normalization) === JSON.stringify(preprocessing.normalization)) return
  context.post({
    event: 'warning',
    problem: {
      code: 'other-normalization',
      message: `the weights were trained on pictures normalized by ${text(normalization)}, the project has ${text(preprocessing.normalization)}`,
      remedy: 'set preprocessing.normalization to theirs, unless all layers are to learn anew',
      place,
    },
  })
}

const text = (normalization: NonNullable<ForeignWeights['normalization']>): string =>
  normalization.kind === 'mean-deviation'
    ? `mean ${normalization.mean.map((x) => x.toPrecision(3)).join(', ')}`
    : normalization.kind

const otherWeights = (place: string): Problem =>
  new Problem({
    code: 'start-weights-changed',
    message: 'the weights that the run began with are not there any more, and it has no checkpoint yet',
    remedy: 'start a new run',
    place,
  })

const nothingFits = (place: string, weights: TensorMap): Problem =>
  new Problem({
    code: 'nothing-fits',
    message: `of ${weights.size} arrays none has the name and the shape of one of the network's; the first is ${[...weights.keys()][0] ?? 'absent'}`,
    remedy: "take the network from the same run (new --from), or import the file for this network's names",
    place,
  })
