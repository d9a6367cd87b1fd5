import type { Shape } from '../../graph/shape'
import type { Pair } from '../setting'
import type { Conv2dTransposeConfig } from './schema'

interface Extent {
  /** Pixels that come out. */
  readonly size: number
  /** Pixels that the strided windows cover, and how many of them in front are cut away. */
  readonly covered: number
  readonly before: number
}

/**
 * Along each axis; (n - 1) * stride + kernel pixels are covered. "same" gives n * stride, what TensorFlow's SAME
 * convolution brings back to n; explicit padding is cut away, as PyTorch does.
 */
export function extents(config: Conv2dTransposeConfig, picture: Shape): readonly [Extent, Extent] {
  const { kernel, stride, padding, outputPadding } = config
  const along = (axis: 0 | 1): Extent => {
    const [taps, step, extra] = [kernel[axis], stride[axis], outputPadding[axis]]
    const count = picture[axis] as number
    const covered = (count - 1) * step + taps + extra
    if (padding === 'same') return { size: count * step, covered, before: Math.floor(Math.max(taps - step, 0) / 2) }
    const [before, after]: Pair = padding === 'valid' ? [0, 0] : padding[axis]
    return { size: covered - before - after, covered, before }
  }
  return [along(0), along(1)]
}
