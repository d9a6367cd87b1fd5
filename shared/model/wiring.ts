import { nearest } from '../nearest'
import type { ProblemDetails } from '../problem'
import type { LayerId, LayerSpec } from './layerSpec'

/** How the layers of a network hang together, and what is wrong with that. */
export interface Wiring {
  /** Every layer once (of equal ids the first), each after the layers it takes unless they form a loop. */
  readonly order: readonly PlacedLayer[]
  readonly problems: readonly ProblemDetails[]
  /** The first `input` layer. */
  readonly input?: LayerId
  /** The layer that no other takes, if there is just one. */
  readonly output?: LayerId
}

export interface PlacedLayer {
  readonly spec: LayerSpec
  /** `layers[7]`: its place in the spec. */
  readonly place: string
}

/** `layers` has no blocks any more; `auxiliary` are layers that none need take though they are not the output. */
export function wire(layers: readonly PlacedLayer[], auxiliary: ReadonlySet<LayerId>): Wiring {
  const problems: ProblemDetails[] = []
  const byId = new Map<LayerId, PlacedLayer>()
  for (const { spec, place } of layers) {
    const earlier = byId.get(spec.id)
    if (!earlier) byId.set(spec.id, { spec, place })
    else
      problems.push({
        code: 'duplicate-id',
        message: `has the id of ${earlier.place}`,
        remedy: 'give it an id of its own',
        values: { kind: 'plain', place: earlier.place },
        layer: spec.id,
        place,
      })
  }
  problems.push(...brokenWires(byId))
  const { order, loops } = sorted(byId)
  problems.push(...loops.map(loopProblem))
  const { input, problems: ends } = checkInput(byId)
  problems.push(...ends)
  const found = findOutput(byId, auxiliary)
  problems.push(...found.problems)
  if (input !== undefined) problems.push(...unreached(order, input, problems))
  return {
    order,
    problems,
    ...(input !== undefined && { input }),
    ...(found.output !== undefined && { output: found.output }),
  }
}

type Layers = ReadonlyMap<LayerId, PlacedLayer>

/** Inputs that name no layer. */
function brokenWires(byId: Layers): ProblemDetails[] {
  const problems: ProblemDetails[] = []
  for (const { spec, place } of byId.values())
    for (const [k, id] of spec.inputs.entries()) {
      if (byId.has(id)) continue
      const near = nearest(id, byId.keys())
      problems.push({
        code: 'missing-input',
        message: `takes "${id}", and there is no such layer`,
        remedy: near ? `did you mean "${near}"?` : 'connect it to a layer that is there',
        values: { kind: near ? 'near' : 'far', input: id, ...(near !== undefined && { near }) },
        layer: spec.id,
        place: `${place}.inputs[${k}]`,
      })
    }
  return problems
}

/**
 * The layers, inputs first (a depth-first search; the order of the spec where that will do), and each loop met on the way,
 * from a layer around to the last one before it.
 */
function sorted(byId: Layers): { order: PlacedLayer[]; loops: PlacedLayer[][] } {
  const order: PlacedLayer[] = []
  const loops: PlacedLayer[][] = []
  const state = new Map<PlacedLayer, 'open' | 'done'>()
  for (const start of byId.values()) {
    if (state.has(start)) continue
    // An explicit stack: a network of thousands of layers in a row would overflow the call stack.
    const path: { layer: PlacedLayer; next: number }[] = [{ layer: start, next: 0 }]
    state.set(start, 'open')
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const id = top.layer.spec.inputs[top.next++]
      if (id === undefined) {
        state.set(top.layer, 'done')
        order.push(top.layer)
        path.pop()
        continue
      }
      const source = byId.get(id)
      if (!source || state.get(source) === 'done') continue
      if (state.get(source) === 'open') {
        const loop = path.slice(path.findIndex(({ layer }) => layer === source)).map(({ layer }) => layer)
        // The search went against the wires.
        loops.push([source, ...loop.slice(1).reverse()])
        continue
      }
      state.set(source, 'open')
      path.push({ layer: source, next: 0 })
    }
  }
  return { order, loops }
}

/** A loop of hundreds of layers is shown by its ends. */
const shownOfLoop = 8

function loopProblem(loop: readonly PlacedLayer[]): ProblemDetails {
  const [first] = loop as [PlacedLayer]
  const ids = [...loop, first].map(({ spec }) => spec.id)
  const shown = ids.length <= shownOfLoop ? ids : [...ids.slice(0, shownOfLoop - 2), '...', ...ids.slice(-2)]
  return {
    code: 'cycle',
    message: loop.length === 1 ? 'takes its own output' : `stands in a loop: ${shown.join(' -> ')}`,
    remedy: 'remove one of these connections',
    values: { kind: loop.length === 1 ? 'itself' : 'loop', loop: shown.join(' → ') },
    layer: first.spec.id,
    place: first.place,
  }
}

function checkInput(byId: Layers): { input: LayerId | undefined; problems: ProblemDetails[] } {
  const [first, ...others] = [...byId.values()].filter(({ spec }) => spec.type === 'input')
  if (!first)
    return {
      input: undefined,
      problems: [
        {
          code: 'no-input',
          message: 'the network has no input layer',
          remedy: 'add one and connect it',
          values: { kind: 'network' },
          place: 'layers',
        },
      ],
    }
  const problems = others.map(({ spec, place }) => ({
    code: 'several-inputs',
    message: `is a second input beside ${first.spec.id}`,
    remedy: 'remove one of them: a network has one input',
    values: { kind: 'plain', first: first.spec.id },
    layer: spec.id,
    place,
  }))
  return { input: first.spec.id, problems }
}

function findOutput(
  byId: Layers,
  auxiliary: ReadonlySet<LayerId>,
): { output: LayerId | undefined; problems: ProblemDetails[] } {
  const taken = new Set<LayerId>()
  for (const { spec } of byId.values()) for (const id of spec.inputs) taken.add(id)
  const ends = [...byId.keys()].filter((id) => !taken.has(id) && !auxiliary.has(id))
  if (ends.length <= 1) return { output: ends[0], problems: [] }
  return {
    output: undefined,
    problems: [
      {
        code: 'several-outputs',
        message: `the network has ${ends.length} outputs: ${listed(ends)}`,
        remedy: 'remove or connect all but one',
        values: { kind: 'plain', count: ends.length, outputs: ends.slice(0, shownOfList).join(', ') },
        place: 'layers',
      },
    ],
  }
}

/** Layers to which no path leads from the input, as one problem; those with a problem of their own name its cause already. */
function unreached(order: readonly PlacedLayer[], input: LayerId, known: readonly ProblemDetails[]): ProblemDetails[] {
  const takers = new Map<LayerId, LayerId[]>()
  for (const { spec } of order)
    for (const id of spec.inputs) {
      const list = takers.get(id)
      if (list) list.push(spec.id)
      else takers.set(id, [spec.id])
    }
  // A set grows while it is walked, so this goes on to the end of every path.
  const reached = new Set<LayerId>([input])
  for (const id of reached) for (const taker of takers.get(id) ?? []) reached.add(taker)
  const named = new Set(known.map(({ layer }) => layer))
  const lost = order.filter(({ spec }) => !reached.has(spec.id) && !named.has(spec.id) && spec.inputs.length > 0)
  const [first, ...others] = lost
  if (!first) return []
  return [
    {
      code: 'unreachable',
      message: `no path leads to it from ${input}${others.length > 0 ? `, nor to ${listed(others.map(({ spec }) => spec.id))}` : ''}`,
      remedy: 'connect it or remove it',
      values: { kind: others.length > 0 ? 'several' : 'one', input, count: others.length },
      layer: first.spec.id,
      place: first.place,
    },
  ]
}

const shownOfList = 4

function listed(ids: readonly string[]): string {
  const rest = ids.length - shownOfList
  return rest > 1 ? `${ids.slice(0, shownOfList).join(', ')} and ${rest} more` : ids.join(', ')
}
