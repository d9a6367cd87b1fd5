import { freezeLayers, graphOf, type Scope, topScope } from '../../model/edits'
import type { Inference } from '../../model/infer'
import { inferenceOf } from '../../model/inferenceOf'
import { blockType } from '../../model/layerSpec'
import type { LayerId, Network } from '../../model/network'
import type { TrainingConfiguration } from '../configuration'
import { FineTuning } from './fineTuning'
import { frozenAtStart } from './frozenLayers'
import { layersAt, namesOf } from './layersAt'

/** Where a chosen layer or block is written, and what it is in the expanded network. */
export interface FreezablePlace {
  readonly scope: Scope
  readonly id: LayerId
  readonly key: LayerId
}

interface Trained {
  readonly network: Network
  readonly training: TrainingConfiguration
}

/**
 * Freezes layers and blocks, or lets them learn, whoever froze them: their spec, a block around them, or the training's `freeze`, which is
 * then written out by name. At the top of a network the spec is what changes. Inside a block it is `freeze`: the block's definition belongs to
 * all that are made of it, and only this one is meant. The plan of unfreezing stays.
 */
export function setFrozen<P extends Trained>(project: P, places: readonly FreezablePlace[], isFrozen: boolean): P {
  const before = inferenceOf(project.network)
  const tuning = project.training.fineTuning
  const chosen = new Set(places.flatMap(({ key }) => layersAt(before, key)))
  const goal = new Set(frozenAtStart(before, tuning))
  for (const id of chosen) {
    if (isFrozen) goal.add(id)
    else goal.delete(id)
  }
  const network = isFrozen ? frozenAtTop(project.network, places) : released(project.network, before, places, chosen)
  const after = inferenceOf(network)
  const names = tuned(after, goal, tuning)
  if (names === undefined) return network === project.network ? project : { ...project, network }
  const fineTuning = { ...(tuning ?? FineTuning.parse({})), freeze: names }
  return { ...project, network, training: { ...project.training, fineTuning } }
}

const frozenAtTop = (network: Network, places: readonly FreezablePlace[]): Network =>
  freezeLayers(
    network,
    places.filter(({ scope }) => scope.block === undefined).map(({ id }) => id),
    true,
  )

/** Without what their specs say, and without what the blocks around them say where that holds them still. */
function released(
  network: Network,
  before: Inference,
  places: readonly FreezablePlace[],
  chosen: ReadonlySet<LayerId>,
): Network {
  let free = places.reduce((changed, { id, scope }) => freezeLayers(changed, [id], false, scope), network)
  const isHeld = () => [...chosen].some((id) => inferenceOf(free).specs.get(id)?.frozen)
  if (!isHeld()) return free
  const holds = (id: LayerId) => places.some(({ key }) => key.startsWith(`${id}.`))
  const around = new Set(before.parts.filter(({ id }) => holds(id)).map(({ block }) => block))
  const blocksIn = (scope: Scope) =>
    graphOf(free, scope).layers.flatMap(({ id, type }) => (type === blockType ? [id] : []))
  free = freezeLayers(free, blocksIn(topScope).filter(holds), false)
  for (const block of around) {
    const scope = { block, prefix: '' }
    if (isHeld()) free = freezeLayers(free, blocksIn(scope), false, scope)
  }
  return free
}

/** What `freeze` has to name so that just the goal is frozen; `undefined`: it may stay as it is. */
function tuned(after: Inference, goal: ReadonlySet<LayerId>, tuning: FineTuning | undefined): string[] | undefined {
  const now = frozenAtStart(after, tuning)
  const weighty = [...after.layers].filter(([, { weights }]) => weights.length > 0).map(([id]) => id)
  if (weighty.every((id) => now.has(id) === goal.has(id))) return undefined
  const bySpec = frozenAtStart(after, undefined)
  return namesOf(after, new Set([...goal].filter((id) => !bySpec.has(id))))
}
