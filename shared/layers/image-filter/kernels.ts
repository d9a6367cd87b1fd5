/** Rows of numbers by which a pixel and its neighbours are weighed. */
export type FilterKernel = readonly (readonly number[])[]

/** Weights of a normal distribution of deviation `sigma` (pixels), cut to size x size and then of sum 1. */
export function gaussianKernel(sigma: number, size: number): FilterKernel {
  const line = Array.from({ length: size }, (_, k) => Math.exp(-(((k - (size - 1) / 2) / sigma) ** 2) / 2))
  const sum = line.reduce((all, weight) => all + weight, 0)
  return line.map((row) => line.map((column) => (row * column) / sum ** 2))
}

/** Odd and wide enough for three deviations on each side, where 0.3 % are left. */
export const gaussianSize = (sigma: number): number => 2 * Math.ceil(3 * sigma) + 1

/**
 * Filters without a setting. x grows to the right and y downwards, so a step from dark to bright in their direction is
 * positive.
 */
export const fixedKernels = {
  /** Does nothing: 1 at the pixel itself. */
  dirac: [[1]],
  /** Half the difference of the neighbours: brightness a pixel. */
  'derivative-x': [[-0.5, 0, 0.5]],
  'derivative-y': [[-0.5], [0], [0.5]],
  /** The derivative times 8, smoothed across (Sobel and Feldman 1968). */
  'sobel-x': [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ],
  'sobel-y': [
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ],
  /** The sum of both second derivatives, by the four neighbours. */
  laplacian: [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ],
  /** The picture minus its Laplacian. */
  sharpen: [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ],
} satisfies Record<string, FilterKernel>
