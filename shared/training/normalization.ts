import type { Graph, Tensor } from '../graph/graph'
import { add, mul } from '../graph/ops/arithmetic'
import { cast, constant, decodeRaw, reshape } from '../graph/ops/array'
import { Problem } from '../problem'
import type { Normalization } from '../records/preprocessing'

/** Of ImageNet's training pictures on the scale 0-1, red, green, blue: the numbers of torchvision, and of every network trained with them. */
const imagenet = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }

/** Scale and offset of each channel: y = x * scale + offset for a pixel x of 0..255. One entry serves all channels. */
export function scaleAndOffset(normalization: Normalization): { scale: number[]; offset: number[] } {
  switch (normalization.kind) {
    case '0-1':
      return { scale: [1 / 255], offset: [0] }
    case '-1-1':
      return { scale: [1 / 127.5], offset: [-1] }
    case 'imagenet':
      return standardizing(imagenet)
    case 'mean-deviation':
      return standardizing(normalization)
    case 'per-channel':
      throw new Error('a program is compiled with the numbers of the training images, which were not computed yet')
  }
}

const standardizing = ({ mean, deviation }: { mean: readonly number[]; deviation: readonly number[] }) => ({
  scale: deviation.map((d) => 1 / (255 * d)),
  offset: mean.map((m, channel) => -m / (deviation[channel] as number)),
})

/** Normalizes float32 pixels [n, h, w, c] of 0..255 as part of the model. */
export function normalize(graph: Graph, x: Tensor, normalization: Normalization): Tensor {
  const { scale, offset } = scaleAndOffset(normalization)
  if (scale.length > 1 && scale.length !== x.shape[3])
    throw new Problem({
      code: 'channels-clash',
      message: `the normalization has ${scale.length} means for pictures of ${x.shape[3]} channels`,
      remedy: 'give one mean and deviation a channel',
      place: 'preprocessing.normalization',
    })
  const of = (values: readonly number[]) => (values.length === 1 ? (values[0] as number) : constant(graph, values))
  const scaled = mul(graph, x, of(scale))
  return offset.every((value) => value === 0) ? scaled : add(graph, scaled, of(offset))
}

type Picture = readonly [height: number, width: number, channels: number]

/** A batch fed as bytes, a scalar string of uint8 NHWC, as uint8 [n, h, w, c]. */
export const pictureBytes = (graph: Graph, bytes: Tensor, picture: Picture): Tensor =>
  reshape(graph, decodeRaw(graph, bytes, 'uint8'), [-1, ...picture])

/** uint8 or float32 pixels [n, h, w, c] of 0..255 as the normalized float32 that a network sees. */
export const normalized = (graph: Graph, pixels: Tensor, normalization: Normalization): Tensor =>
  graph.scope('normalize', () => normalize(graph, cast(graph, pixels, 'float32'), normalization))

/** A batch fed as bytes, a scalar string of uint8 NHWC, as the normalized float32 [n, h, w, c] that a network sees. */
export const decodePictures = (graph: Graph, bytes: Tensor, picture: Picture, normalization: Normalization): Tensor =>
  normalized(graph, pictureBytes(graph, bytes, picture), normalization)
