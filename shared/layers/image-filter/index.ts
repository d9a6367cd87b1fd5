import type { Tensor } from '../../graph/graph'
import { constant } from '../../graph/ops/array'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { convolutionSize } from '../convolutionSize'
import { depthwise } from '../depthwise'
import { defineLayer } from '../layer'
import { fieldOver, type Sides, type Sliding } from '../padding'
import type { Pair } from '../setting'
import { mirrored, repeated } from './edges'
import type { FilterKernel } from './kernels'
import { filterKernel, ImageFilterConfig } from './schema'

/** How the window lies: centred on its pixel, the odd one after. */
function slidingOf(kernel: FilterKernel, edges: ImageFilterConfig['edges']): Sliding & { readonly sides: Sides } {
  const size: Pair = [kernel.length, kernel[0]?.length ?? 0]
  const around = ([...size] as const).map((taps): Pair => [Math.floor((taps - 1) / 2), Math.ceil((taps - 1) / 2)])
  const sides = around as unknown as Sides
  return { kernel: size, stride: [1, 1], dilation: [1, 1], padding: edges === 'shrink' ? 'valid' : sides, sides }
}

/**
 * A fixed kernel applied to each channel, [h, w, c] -> [h, w, c]: what a convolution can do before it has learned
 * anything. No weights; gradients flow through.
 *
 * As in `conv2d` it is a cross-correlation: a single bright pixel comes out as the kernel turned by 180 degrees (its
 * impulse response). Filters are listed in kernels.ts. `mirror` is OpenCV's default border (REFLECT_101), `repeat` its
 * REPLICATE.
 */
export const imageFilter = defineLayer({
  type: 'image-filter',
  family: 'convolution',
  schema: ImageFilterConfig,
  inputs: { min: 1, max: 1 },
  shape(config, [input]) {
    const picture = input as Shape
    const sliding = slidingOf(filterKernel(config), config.edges)
    const size = convolutionSize(picture, sliding)
    if ('message' in size)
      return size.code === 'kernel-too-large'
        ? { ...size, remedy: 'use other edges or a smaller kernel', values: { ...size.values, kind: 'filter' } }
        : size
    const [height, width, channels] = picture as [number, number, number]
    const { sides } = sliding
    if (config.edges === 'mirror' && (Math.max(...sides[0]) >= height || Math.max(...sides[1]) >= width))
      return {
        code: 'kernel-too-large',
        message: `kernel ${sliding.kernel[0]}x${sliding.kernel[1]} reaches beyond the mirror image of its ${height}x${width} input`,
        remedy: 'use edges "repeat" or a smaller kernel',
        values: { kind: 'mirror', kernel: `${sliding.kernel[0]}x${sliding.kernel[1]}`, input: `${height}x${width}` },
      }
    return [...size, channels]
  },
  macs(config, _, [height, width, channels]) {
    const kernel = filterKernel(config)
    return (height as number) * (width as number) * (channels as number) * kernel.length * (kernel[0]?.length ?? 0)
  },
  field: (config, [picture]) => fieldOver(picture as Shape, slidingOf(filterKernel(config), config.edges)),
  formula: () => 'y_{ijc} = Σ_{uv} k_{uv} · x_{i+u, j+v, c}',
  sums: (config, [picture]) => windowSums(picture as Shape, slidingOf(filterKernel(config), config.edges)),
  lower({ graph }, config, [input]) {
    const x = input as Tensor
    const taps = filterKernel(config)
    const { sides, ...sliding } = slidingOf(taps, config.edges)
    const channels = x.shape[3] as number
    const everyChannel = taps.flat().flatMap((tap) => Array<number>(channels).fill(tap))
    const kernel = constant(graph, everyChannel, 'float32', [...sliding.kernel, channels, 1])
    if (config.edges === 'zero' || config.edges === 'shrink') return depthwise(graph, x, kernel, sliding)
    const wider = config.edges === 'mirror' ? mirrored(graph, x, sides) : repeated(graph, x, sides)
    return depthwise(graph, wider, kernel, { ...sliding, padding: 'valid' })
  },
})
