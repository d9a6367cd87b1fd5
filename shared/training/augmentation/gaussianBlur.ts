import type { Graph, Tensor } from '../../graph/graph'
import { div, mul, sum } from '../../graph/ops/arithmetic'
import { constant, reshape, transpose } from '../../graph/ops/array'
import { batchMatMul } from '../../graph/ops/batchMatMul'
import { exp, square } from '../../graph/ops/functions'

/**
 * For a line of so many pixels: how often tap d (of distances 0 .. reach) leads from pixel k to pixel j, as [reach + 1, pixels * pixels]. At
 * the ends the line is mirrored without repeating the outermost pixel (c b | a b c).
 */
function tapPlaces(pixels: number, reach: number): Float32Array {
  const places = new Float32Array((reach + 1) * pixels * pixels)
  const period = Math.max(1, 2 * (pixels - 1))
  for (let k = 0; k < pixels; k++)
    for (let way = -reach; way <= reach; way++) {
      const within = (((k + way) % period) + period) % period
      const at = (Math.abs(way) * pixels + k) * pixels + Math.min(within, period - within)
      places[at] = (places[at] as number) + 1
    }
  return places
}

/**
 * Pictures [n, h, w, c], each blurred with a Gaussian of its own deviation (float32 [n], in pixels) cut to `size` taps a side, by two
 * products with a band matrix a picture: one kernel each without a loop over pictures, and its mirrored border for nothing.
 */
export function gaussianBlur(graph: Graph, pictures: Tensor, deviation: Tensor, size: number): Tensor {
  const [batch, height, width, channels] = pictures.shape as [number, number, number, number]
  const reach = (size - 1) / 2
  const distances = Array.from({ length: reach + 1 }, (_, distance) => distance)
  const tall = constant(graph, distances, 'float32', [1, reach + 1])
  const bells = exp(graph, mul(graph, square(graph, div(graph, tall, reshape(graph, deviation, [-1, 1]))), -0.5))
  // Every tap but the middle one is there twice.
  const twice = constant(
    graph,
    distances.map((distance) => (distance === 0 ? 1 : 2)),
    'float32',
    [1, reach + 1],
  )
  const weights = div(graph, bells, sum(graph, mul(graph, bells, twice), [1], true))
  const bands = (pixels: number) => {
    const places = constant(graph, tapPlaces(pixels, reach), 'float32', [reach + 1, pixels * pixels])
    return reshape(graph, batchMatMul(graph, weights, places), [-1, pixels, pixels])
  }
  const rows = bands(height)
  const columns = height === width ? rows : bands(width)
  const down = batchMatMul(graph, rows, reshape(graph, pictures, [-1, height, width * channels]))
  const turned = transpose(graph, reshape(graph, down, [-1, height, width, channels]), [0, 2, 1, 3])
  const across = batchMatMul(graph, columns, reshape(graph, turned, [-1, width, height * channels]))
  const back = transpose(graph, reshape(graph, across, [-1, width, height, channels]), [0, 2, 1, 3])
  return reshape(graph, back, [batch, height, width, channels])
}
