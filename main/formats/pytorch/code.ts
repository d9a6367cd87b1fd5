import type { Shape } from '../../../shared/graph/shape'
import type { ExportLayer } from '../exportModel'
import type { FlattenOrder } from '../flattenOrder'

/** An argument of a call. Numbers may become parameters of a class whose instances differ in them. */
export interface Argument {
  /** Written in front of it; absent: by position. */
  readonly keyword?: string
  readonly value: number | string
  /** What a parameter for it is called. */
  readonly meaning: string
  /** What holds where it is not written. */
  readonly otherwise?: number | string
}

/** What makes a module: `nn.Conv2d(3, 64, 7, stride=2)`. */
export interface Call {
  readonly callee: string
  readonly args: readonly Argument[]
}

/** A layer in PyTorch: perhaps a module, and the expression over the names of its inputs. */
export interface LayerCode {
  readonly module?: Call
  /** `self` is how the module is reached. */
  readonly expression: (inputs: readonly string[], self: string) => string
  /** Helper classes that it needs, by name. */
  readonly helpers?: readonly HelperName[]
  /** Stands around another expression on one line: an activation, a norm. */
  readonly nests?: boolean
}

export type HelperName = 'SeparableConv2d' | 'ChannelNorm' | 'ImageFilter' | 'Normalize'

export interface LayerContext<L extends ExportLayer = ExportLayer> {
  readonly layer: L
  readonly order: FlattenOrder
  /** Of its first input, [h, w, c] or [n]. */
  readonly input: Shape
}

export const positional = (meaning: string, value: number | string): Argument => ({ meaning, value })
export const named = (keyword: string, value: number | string): Argument => ({ keyword, meaning: keyword, value })

/** 3 or (3, 5). */
export const pairText = ([height, width]: readonly [number, number]): number | string =>
  height === width ? height : `(${height}, ${width})`

/** A keyword argument that is not written where it is what holds without. */
export const unless = (otherwise: number | string, keyword: string, value: number | string): Argument[] => [
  { ...named(keyword, value), otherwise },
]

export const truth = (value: boolean): string => (value ? 'True' : 'False')

export const callText = ({ callee, args }: Call): string => {
  const written = args.filter(({ value, otherwise }) => value !== otherwise)
  return `${callee}(${written.map(({ keyword, value }) => (keyword ? `${keyword}=${value}` : `${value}`)).join(', ')})`
}
