import type { Shape } from '../../shared/graph/shape'

const parts: Readonly<Record<string, string>> = {
  weight: 'kernel',
  bias: 'bias',
  running_mean: 'moving-mean',
  running_var: 'moving-variance',
}
const normParts: Readonly<Record<string, string>> = { ...parts, weight: 'gamma', bias: 'beta' }

/**
 * Our variable for a golden array of PyTorch's: `w.bn1.weight` is `bn1/gamma`, or that of the layer which `layerOf` names for `bn1`.
 * Throws if there is no such layer.
 */
export function variableOf(
  golden: string,
  layers: readonly { readonly spec: { id: string; type: string } }[],
  layerOf = (path: string): string => path,
): string {
  const [, path, array] = golden.match(/^[a-z_]+\.(.+)\.([a-z_]+)$/) as unknown as [string, string, string]
  const id = layerOf(path)
  const type = layers.find(({ spec }) => spec.id === id)?.spec.type
  if (!type) throw new Error(`no layer for ${golden}`)
  return `${id}/${(type === 'batch-norm' ? normParts : parts)[array]}`
}

/** Rows of a dense kernel behind a flattened [channels, h, w] of PyTorch's put into our order, [h, w, channels]. */
export function channelsLast(kernel: ArrayLike<number>, [h, w, channels]: Shape, units: number): Float32Array {
  const [height, width, depth] = [h, w, channels] as [number, number, number]
  const rows = new Float32Array(kernel.length)
  for (let pixel = 0; pixel < height * width; pixel++)
    for (let channel = 0; channel < depth; channel++)
      for (let unit = 0; unit < units; unit++)
        rows[(pixel * depth + channel) * units + unit] = kernel[
          (channel * height * width + pixel) * units + unit
        ] as number
  return rows
}
