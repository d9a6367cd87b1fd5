import type { Shape } from '../../shared/graph/shape'
import type { ExportModel } from './exportModel'

/**
 * How an array of ours (`<layer id>/<weight>`) is stored. Vectors (biases, all of a batch norm) are next to nothing of a file, but rounding
 * one of their numbers moves every value of a channel the same way: they keep their precision, as does what was chosen to.
 */
export const storedType = (
  { weightType, keptFloat32 }: Pick<ExportModel, 'weightType' | 'keptFloat32'>,
  ours: string,
  shape: Shape,
): 'float32' | 'float16' => (isRoundable(shape) && !keptFloat32.has(ours) ? weightType : 'float32')

export const isRoundable = (shape: Shape): boolean => shape.filter((size) => size > 1).length > 1
