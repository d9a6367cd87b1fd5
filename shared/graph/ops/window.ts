/**
 * How a window moves over height and width. Padding is TensorFlow's own SAME or VALID: explicit padding is done by a
 * `Pad` in front, for grouped, dilated and strided convolutions have a oneDNN gradient only so.
 */
export interface Window {
  readonly strides: readonly [height: number, width: number]
  readonly padding: 'SAME' | 'VALID'
}

/** Output size along one axis, in pixels. */
export function windowOutput(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: Window['padding'],
): number {
  if (size < 0) return size
  if (padding === 'SAME') return Math.ceil(size / stride)
  const covered = (kernel - 1) * dilation + 1
  if (covered > size) throw new Error(`a window of ${covered} does not fit ${size} pixels`)
  return Math.floor((size - covered) / stride) + 1
}

/** A pair over height and width as TensorFlow's list over NHWC. */
export const overNHWC = ([height, width]: readonly [number, number]): number[] => [1, height, width, 1]
