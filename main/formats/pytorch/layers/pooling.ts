import { windowsOver } from '../../../../shared/layers/padding'
import { poolSliding } from '../../../../shared/layers/pooling'
import type { ExportLayerOf } from '../../exportModel'
import { type LayerCode, type LayerContext, pairText } from '../code'

/** Arguments of PyTorch's pools, and what has to be padded by hand because it is not the same on both sides or too much. */
function poolOf({ layer, input }: LayerContext<ExportLayerOf<'max-pool'> | ExportLayerOf<'avg-pool'>>) {
  const sliding = poolSliding(layer.config)
  const [rows, columns] = windowsOver(input, sliding)
  const isEven = [rows, columns].every(
    ({ before, after }, axis) => before === after && before <= (sliding.kernel[axis] as number) / 2,
  )
  const hangs = rows.overhang + columns.overhang > 0
  const window = `${pairText(sliding.kernel)}, stride=${pairText(sliding.stride)}`
  const pads = `(${columns.before}, ${columns.after}, ${rows.before}, ${rows.after})`
  const padding =
    isEven && rows.before + columns.before > 0 ? `, padding=${pairText([rows.before, columns.before])}` : ''
  return { isEven, window: `${window}${padding}${hangs ? ', ceil_mode=True' : ''}`, pads }
}

export function maxPool(context: LayerContext<ExportLayerOf<'max-pool'>>): LayerCode {
  const { isEven, window, pads } = poolOf(context)
  return {
    expression: ([x]) =>
      isEven ? `F.max_pool2d(${x}, ${window})` : `F.max_pool2d(F.pad(${x}, ${pads}, value=float("-inf")), ${window})`,
  }
}

export function avgPool(context: LayerContext<ExportLayerOf<'avg-pool'>>): LayerCode {
  const { isEven, window, pads } = poolOf(context)
  const { countBorder } = context.layer.config
  const hasPadding = window.includes('padding=')
  if (isEven) {
    const counts = hasPadding && !countBorder ? ', count_include_pad=False' : ''
    return { expression: ([x]) => `F.avg_pool2d(${x}, ${window}${counts})` }
  }
  if (countBorder) return { expression: ([x]) => `F.avg_pool2d(F.pad(${x}, ${pads}), ${window})` }
  // Divided by the pixels of the picture alone: the share of each window that they are.
  return {
    expression: ([x]) =>
      `F.avg_pool2d(F.pad(${x}, ${pads}), ${window}) / F.avg_pool2d(F.pad(torch.ones_like(${x}), ${pads}), ${window})`,
  }
}

export const globalAvgPool = (): LayerCode => ({ expression: ([x]) => `${x}.mean(dim=(2, 3))` })
export const globalMaxPool = (): LayerCode => ({ expression: ([x]) => `${x}.amax(dim=(2, 3))` })

export const adaptiveAvgPool = ({ layer }: LayerContext<ExportLayerOf<'adaptive-avg-pool'>>): LayerCode => ({
  expression: ([x]) => `F.adaptive_avg_pool2d(${x}, ${pairText(layer.config.size)})`,
})
