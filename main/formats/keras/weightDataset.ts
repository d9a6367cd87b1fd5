import { arrayBytes } from '../arrayBytes'
import type { ExportModel } from '../exportModel'
import type { Hdf5Dataset } from '../hdf5/encode'
import { storedType } from '../storedType'
import type { WeightSource } from '../weightSource'
import type { KerasWeight } from './kerasModel'

/** A weight as it is stored. What has no weight with us (a fixed matrix) keeps its full precision. */
export function weightDataset(
  source: WeightSource,
  layer: string,
  weight: KerasWeight,
  model: Pick<ExportModel, 'weightType' | 'keptFloat32'>,
): Hdf5Dataset {
  const type = weight.from === undefined ? 'float32' : storedType(model, weight.from, weight.shape)
  return {
    shape: weight.shape,
    type,
    bytes: async () => arrayBytes(await source.read(`${layer}/${weight.name}`), type),
  }
}
