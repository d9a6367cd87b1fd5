import type { Shape } from '../../../../shared/graph/shape'
import { type Sliding, windowsOver } from '../../../../shared/layers/padding'
import type { Pair } from '../../../../shared/layers/setting'
import type { ExportLayer } from '../../exportModel'
import type { KerasLayer } from '../kerasModel'
import { format } from './making'

/** 'valid' or 'same' where one of them is what the windows do; `undefined`: zeros have to be put around. */
export function keptPadding(picture: Shape, sliding: Sliding): 'valid' | 'same' | undefined {
  const windows = windowsOver(picture, sliding)
  if (windows.every(({ before, after, overhang }) => before + after + overhang === 0)) return 'valid'
  const same = windowsOver(picture, { ...sliding, padding: 'same' })
  const isSame = windows.every(
    ({ count, before }, axis) => count === same[axis]?.count && before === same[axis]?.before,
  )
  return isSame ? 'same' : undefined
}

/** Makes the layer itself, with Keras' word for its padding, on what it is to read. */
export type OverWindows = (padding: string, inputs: readonly string[]) => KerasLayer

/** A layer over windows, with a layer that puts zeros around its input where neither "valid" nor "same" does it. */
export function padded(layer: ExportLayer, sliding: Sliding, make: OverWindows): KerasLayer[] {
  const kept = keptPadding(layer.inputShapes[0] as Shape, sliding)
  return kept ? [make(kept, layer.inputs)] : zerosAround(layer, sliding, make)
}

export function zerosAround(
  { id, inputs, inputShapes }: ExportLayer,
  sliding: Sliding,
  make: OverWindows,
): KerasLayer[] {
  const [height, width, channels] = inputShapes[0] as unknown as readonly [number, number, number]
  const [rows, columns] = windowsOver(inputShapes[0] as Shape, sliding).map(
    ({ before, after, overhang }): Pair => [before, after + overhang],
  ) as [Pair, Pair]
  const name = `${id}_pad`
  const around: KerasLayer = {
    name,
    className: 'ZeroPadding2D',
    config: { padding: [rows, columns], ...format },
    inputs,
    shape: [height + rows[0] + rows[1], width + columns[0] + columns[1], channels],
    weights: [],
  }
  return [around, make('valid', [name])]
}
