import type { Shape } from '../../../../shared/graph/shape'
import { extents } from '../../../../shared/layers/conv2d-transpose/size'
import { filterKernel } from '../../../../shared/layers/image-filter/schema'
import { type Sliding, windowsOver } from '../../../../shared/layers/padding'
import type { ExportLayerOf } from '../../exportModel'
import { type Argument, type LayerCode, type LayerContext, named, pairText, positional, truth, unless } from '../code'

/** Padding as PyTorch's modules know it, the same on both sides; else pixels for F.pad: (left, right, top, bottom). */
export function paddingOf(picture: Shape, sliding: Sliding): { even: number | string } | { pads: string } {
  const [rows, columns] = windowsOver(picture, sliding)
  if (rows.before === rows.after && columns.before === columns.after)
    return { even: pairText([rows.before, columns.before]) }
  return { pads: `(${columns.before}, ${columns.after}, ${rows.before}, ${rows.after})` }
}

function windowArguments(picture: Shape, sliding: Sliding, groups: number, bias: boolean) {
  const padding = paddingOf(picture, sliding)
  const args: Argument[] = [
    positional('kernel_size', pairText(sliding.kernel)),
    ...unless(1, 'stride', pairText(sliding.stride)),
    ...('even' in padding ? unless(0, 'padding', padding.even) : []),
    ...unless(1, 'dilation', pairText(sliding.dilation)),
    ...unless(1, 'groups', groups),
    ...unless('True', 'bias', truth(bias)),
  ]
  const x = (input: string) => ('pads' in padding ? `F.pad(${input}, ${padding.pads})` : input)
  return { args, x }
}

export function conv2d({ layer, input }: LayerContext<ExportLayerOf<'conv2d'>>): LayerCode {
  const { config } = layer
  const { args, x } = windowArguments(input, config, config.groups, config.bias)
  return {
    module: {
      callee: 'nn.Conv2d',
      args: [positional('in_channels', input[2] as number), positional('out_channels', config.filters), ...args],
    },
    expression: ([source], self) => `${self}(${x(source as string)})`,
  }
}

export function depthwiseConv2d({ layer, input }: LayerContext<ExportLayerOf<'depthwise-conv2d'>>): LayerCode {
  const { config } = layer
  const channels = input[2] as number
  const { args, x } = windowArguments(input, config, channels, config.bias)
  return {
    module: {
      callee: 'nn.Conv2d',
      args: [positional('in_channels', channels), positional('out_channels', channels * config.multiplier), ...args],
    },
    expression: ([source], self) => `${self}(${x(source as string)})`,
  }
}

export function separableConv2d({ layer, input }: LayerContext<ExportLayerOf<'separable-conv2d'>>): LayerCode {
  const { config } = layer
  const { args, x } = windowArguments(input, config, 1, config.bias)
  return {
    module: {
      callee: 'SeparableConv2d',
      args: [
        positional('in_channels', input[2] as number),
        positional('out_channels', config.filters),
        ...args,
        ...unless(1, 'multiplier', config.multiplier),
      ],
    },
    helpers: ['SeparableConv2d'],
    expression: ([source], self) => `${self}(${x(source as string)})`,
  }
}

/** All that the windows cover, of which a part is cut out unless PyTorch can be told so. */
export function conv2dTranspose({ layer, input }: LayerContext<ExportLayerOf<'conv2d-transpose'>>): LayerCode {
  const { config, shape } = layer
  const both = extents(config, input)
  const missing = both.map(({ size, covered, before }, axis) =>
    Math.max(0, size + before - (covered - (config.outputPadding[axis] as number))),
  ) as [number, number]
  const cut = both.map(
    ({ size, covered, before }, axis) =>
      covered - (config.outputPadding[axis] as number) + (missing[axis] as number) - before - size,
  )
  const isEven = both.every(({ before }, axis) => before === cut[axis])
  const [top, left] = [both[0].before, both[1].before]
  const [height, width] = shape as [number, number, number]
  return {
    module: {
      callee: 'nn.ConvTranspose2d',
      args: [
        positional('in_channels', input[2] as number),
        positional('out_channels', config.filters),
        positional('kernel_size', pairText(config.kernel)),
        ...unless(1, 'stride', pairText(config.stride)),
        ...(isEven ? unless(0, 'padding', pairText([top, left])) : []),
        ...unless(0, 'output_padding', pairText(missing)),
        ...unless('True', 'bias', truth(config.bias)),
      ],
    },
    expression: ([source], self) =>
      isEven ? `${self}(${source})` : `${self}(${source})[:, :, ${top}:${top + height}, ${left}:${left + width}]`,
  }
}

export function imageFilter({ layer, input }: LayerContext<ExportLayerOf<'image-filter'>>): LayerCode {
  const taps = filterKernel(layer.config)
  const [height, width] = [taps.length, taps[0]?.length ?? 0]
  const before = [Math.floor((height - 1) / 2), Math.floor((width - 1) / 2)]
  const after = [Math.ceil((height - 1) / 2), Math.ceil((width - 1) / 2)]
  const modes = { zero: '"constant"', repeat: '"replicate"', mirror: '"reflect"', shrink: 'None' } as const
  const rows = taps.map((row) => `[${row.join(', ')}]`).join(', ')
  return {
    module: {
      callee: 'ImageFilter',
      args: [
        positional('channels', input[2] as number),
        positional('rows', `[${rows}]`),
        named('pads', `(${before[1]}, ${after[1]}, ${before[0]}, ${after[0]})`),
        named('mode', modes[layer.config.edges]),
      ],
    },
    helpers: ['ImageFilter'],
    expression: ([source], self) => `${self}(${source})`,
  }
}
