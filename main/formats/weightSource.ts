import { elementCount, type Shape } from '../../shared/graph/shape'
import type { TensorMap } from '../../shared/tensorData'

/**
 * Float32 arrays by name, read one at a time when they are wanted, so that a model of 1 GB needs not be in memory twice.
 * What `read` gives belongs to the reader: it may be a view of something shared, and is not to be written to.
 */
export interface WeightSource {
  /** In the order of the file or the network. */
  readonly shapes: ReadonlyMap<string, Shape>
  /** Row-major. Throws an Error for a name that is not in `shapes`. */
  read(name: string): Promise<Float32Array>
}

/** Tensors that are in memory. Only float32 ones are taken. */
export function weightsInMemory(tensors: TensorMap): WeightSource {
  const floats = [...tensors].filter(([, { dtype }]) => dtype === 'float32')
  return {
    shapes: new Map(floats.map(([name, { shape }]) => [name, shape])),
    async read(name) {
      const found = tensors.get(name)
      if (!(found?.data instanceof Float32Array)) throw new Error(`there is no weight ${name}`)
      return found.data
    },
  }
}

/** One array that is made when it is asked for. */
export interface MadeWeight {
  readonly shape: Shape
  make(): Promise<Float32Array>
}

/** `source` with some arrays in place of, or beside, its own, and others taken away. */
export function withWeights(
  source: WeightSource,
  made: ReadonlyMap<string, MadeWeight>,
  without: ReadonlySet<string> = new Set(),
): WeightSource {
  const kept = [...source.shapes].filter(([name]) => !without.has(name) && !made.has(name))
  const shapes = new Map<string, Shape>([...kept, ...[...made].map(([name, { shape }]) => [name, shape] as const)])
  return {
    shapes,
    async read(name) {
      if (!shapes.has(name)) throw new Error(`there is no weight ${name}`)
      const own = made.get(name)
      if (!own) return source.read(name)
      const values = await own.make()
      if (values.length !== elementCount(own.shape))
        throw new Error(`${name}: ${values.length} values for [${own.shape}]`)
      return values
    },
  }
}

/** How many numbers there are in all. */
export const weightCount = ({ shapes }: WeightSource): number =>
  [...shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0)
