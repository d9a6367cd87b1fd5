import type { Inference, InferredLayer } from './infer'
import type { LayerId } from './network'

/** Along one axis: where the field of output 0 begins and ends in the input, and how far that of output 1 lies from it; in pixels. */
interface AxisField {
  readonly first: number
  readonly last: number
  readonly jump: number
}

/** Rows and columns of the input that one output position can depend on, borders ignored, and the step to its neighbour's. */
export interface ReceptiveField {
  readonly size: readonly [height: number, width: number]
  readonly jump: readonly [height: number, width: number]
  /** How far the field of output 0 begins before the input's first pixel. */
  readonly padding: readonly [top: number, left: number]
}

/**
 * The receptive field of each layer; none for one that sees the whole input (dense, global pooling) and what follows it, and where
 * branches of different steps meet. Branches join to the smallest field that holds all of theirs.
 * @see Araujo, Norris and Sim 2019, Computing Receptive Fields of Convolutional Neural Networks, doi 10.23915/distill.00021
 */
export function receptiveFields({ order, layers }: Inference): ReadonlyMap<LayerId, ReceptiveField> {
  const fields = new Map<LayerId, readonly [AxisField, AxisField]>()
  for (const id of order) {
    const layer = layers.get(id)
    if (!layer?.shape) continue
    const field = fieldOf(layer, fields)
    if (field) fields.set(id, field)
  }
  return new Map([...fields].map(([id, field]) => [id, described(field)]))
}

function fieldOf(
  { spec, definition, config, inputs, shape }: InferredLayer,
  before: ReadonlyMap<LayerId, readonly [AxisField, AxisField]>,
): readonly [AxisField, AxisField] | undefined {
  if (spec.inputs.length === 0) {
    const pixel = { first: 0, last: 0, jump: 1 }
    return shape?.length === 3 ? [pixel, pixel] : undefined
  }
  const branches = spec.inputs.map((id) => before.get(id))
  const joined = [0, 1].map((axis) => join(branches.map((branch) => branch?.[axis as 0 | 1])))
  const [rows, columns] = joined
  // A flattened picture has no neighbours any more.
  if (!rows || !columns || shape?.length !== 3) return undefined
  const step = definition.field?.(config, inputs)
  if (step === 'all') return undefined
  if (!step) return [rows, columns]
  const along = (axis: 0 | 1, { first, jump }: AxisField, size: number): AxisField => {
    const begin = first - step.padding[axis] * jump
    return { first: begin, last: begin + (step.kernel[axis] - 1) * jump + size - 1, jump: jump * step.stride[axis] }
  }
  return [along(0, rows, rows.last - rows.first + 1), along(1, columns, columns.last - columns.first + 1)]
}

function join(branches: readonly (AxisField | undefined)[]): AxisField | undefined {
  let all = branches[0]
  for (const branch of branches) {
    if (!all || !branch || branch.jump !== all.jump) return undefined
    all = { first: Math.min(all.first, branch.first), last: Math.max(all.last, branch.last), jump: all.jump }
  }
  return all
}

const described = ([rows, columns]: readonly [AxisField, AxisField]): ReceptiveField => ({
  size: [rows.last - rows.first + 1, columns.last - columns.first + 1],
  jump: [rows.jump, columns.jump],
  padding: [0 - rows.first, 0 - columns.first],
})
