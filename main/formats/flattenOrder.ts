import type { Shape } from '../../shared/graph/shape'
import type { ExportLayer, ExportModel } from './exportModel'

/** How the vectors of a network lie where pictures are [c, h, w]. */
export interface FlattenOrder {
  /** `flatten` layers that may leave their values in [c, h, w] order, because what reads them is told. */
  readonly channelsFirst: ReadonlySet<string>
  /** By dense layer: the picture [h, w, c] whose values it reads in [c, h, w] order. Its kernel's rows are to be put in that order. */
  readonly pictures: ReadonlyMap<string, Shape>
}

/**
 * Ours has channels fastest, PyTorch and ONNX rows and columns. Where only dense layers read a flattened picture (through
 * activations at most), reordering their kernels' rows makes up for it; elsewhere the picture has to be transposed.
 */
export function flattenOrder({ layers, output }: Pick<ExportModel, 'layers' | 'output'>): FlattenOrder {
  const readers = new Map<string, ExportLayer[]>()
  for (const layer of layers)
    for (const id of new Set(layer.inputs)) readers.set(id, [...(readers.get(id) ?? []), layer])
  const channelsFirst = new Set<string>()
  const pictures = new Map<string, Shape>()
  for (const layer of layers) {
    if (layer.type !== 'flatten') continue
    const picture = layer.inputShapes[0] as Shape
    const dense = denseReaders(layer.id, readers, output)
    if (!dense && !isSameInBoth(picture)) continue
    channelsFirst.add(layer.id)
    if (!isSameInBoth(picture)) for (const id of dense ?? []) pictures.set(id, picture)
  }
  return { channelsFirst, pictures }
}

/** Whether [h, w, c] and [c, h, w] have their values in one order. */
const isSameInBoth = (picture: Shape): boolean => {
  const [height, width, channels] = picture
  return picture.length !== 3 || channels === 1 || (height === 1 && width === 1)
}

/** The dense layers that read a vector, if nothing else does that cares for its order. */
function denseReaders(
  id: string,
  readers: ReadonlyMap<string, readonly ExportLayer[]>,
  output: string,
): string[] | undefined {
  if (id === output) return undefined
  const found: string[] = []
  for (const reader of readers.get(id) ?? []) {
    if (reader.type === 'dense') found.push(reader.id)
    else if (reader.type === 'activation' || (reader.type === 'scale' && reader.config.scale.length === 1)) {
      const behind = denseReaders(reader.id, readers, output)
      if (!behind) return undefined
      found.push(...behind)
    } else return undefined
  }
  return found
}
