/** How windows of a convolution or a pool lie along one axis; all in pixels. */
export interface Axis {
  readonly size: number
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
  readonly padding: 'same' | 'valid' | readonly [before: number, after: number]
  /** Whether a last window that hangs over the end still counts (PyTorch's `ceil_mode`). */
  readonly roundUp?: boolean
}

export interface Windows {
  readonly count: number
  /** Pixels of padding in front of the first input pixel. */
  readonly before: number
  /** Pixels of padding after the last one. */
  readonly after: number
  /** Pixels beyond that padding which the last window needs when the count was rounded up. */
  readonly overhang: number
}

/**
 * The windows along one axis; `undefined` if none fits.
 *
 * `same` gives ceil(size / stride) and puts an odd pixel of padding after (bottom, right), as TensorFlow does.
 * `[before, after]` pads by that many; PyTorch's `padding=n` is `[n, n]`, not `same` (they differ at stride 2).
 * A dilated kernel covers (kernel - 1) * dilation + 1 pixels.
 * Rounding up adds a window only if it starts inside the input or the padding before it, as PyTorch does.
 * @see Dumoulin and Visin 2016, arXiv:1603.07285
 */
export function placeWindows({ size, kernel, stride, dilation, padding, roundUp = false }: Axis): Windows | undefined {
  const covered = (kernel - 1) * dilation + 1
  if (padding === 'same') {
    const count = Math.ceil(size / stride)
    const missing = Math.max((count - 1) * stride + covered - size, 0)
    return { count, before: Math.floor(missing / 2), after: Math.ceil(missing / 2), overhang: 0 }
  }
  const [before, after] = padding === 'valid' ? [0, 0] : padding
  const room = size + before + after - covered
  if (!roundUp) return room < 0 ? undefined : { count: Math.floor(room / stride) + 1, before, after, overhang: 0 }
  const rounded = Math.ceil(room / stride) + 1
  const count = (rounded - 1) * stride >= size + before ? rounded - 1 : rounded
  if (count < 1) return undefined
  return { count, before, after, overhang: Math.max(0, (count - 1) * stride + covered - size - before - after) }
}

/** Output size along one axis, in pixels; `undefined` if no window fits. */
export const outputSize = (axis: Axis): number | undefined => placeWindows(axis)?.count
