import type { Graph, Tensor } from '../../graph/graph'
import { add, mul, sub } from '../../graph/ops/arithmetic'
import { constant, reshape } from '../../graph/ops/array'
import { clip } from '../../graph/ops/clip'
import { avgPool } from '../../graph/ops/pooling'
import { eachColumn } from './colourMap'

/**
 * factor x + (1 - factor) smooth(x), cut off at 0 and 255: torchvision's and Pillow's sharpness. Smooth is the weighted mean of a pixel (5) and
 * its eight neighbours (1 each); the outermost pixels stay as they are. `pictures` float32 [n, h, w, c], `factor` float32 [n].
 */
export function sharpened(graph: Graph, pictures: Tensor, factor: Tensor): Tensor {
  const [batch, height, width, channels] = pictures.shape as [number, number, number, number]
  const means = avgPool(graph, pictures, { size: [3, 3], strides: [1, 1], padding: 'SAME' })
  const inner = Array.from({ length: height * width * channels }, (_, k) => {
    const [row, column] = [Math.floor(k / (width * channels)), Math.floor(k / channels) % width]
    return row > 0 && row < height - 1 && column > 0 && column < width - 1 ? 1 : 0
  })
  // smooth - x = (9 mean + 4 x) / 13 - x.
  const share = mul(graph, sub(graph, 1, eachColumn(graph, factor)), 9 / 13)
  const weights = mul(graph, constant(graph, inner, 'float32', [1, height, width * channels]), share)
  const rows = (x: Tensor) => reshape(graph, x, [-1, height, width * channels])
  const change = mul(graph, rows(sub(graph, means, pictures)), weights)
  return reshape(graph, clip(graph, add(graph, rows(pictures), change), 0, 255), [batch, height, width, channels])
}
