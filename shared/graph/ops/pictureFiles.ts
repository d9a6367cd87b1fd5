import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'

interface Channels {
  readonly channels: 1 | 3 | 4
}

const decoded = (_: readonly Tensor[], { channels }: Channels) => [
  { dtype: 'uint8' as const, shape: [-1, -1, channels] },
]

const decodeJpegOp = defineOp<Channels>({
  name: 'DecodeJpeg',
  infer: decoded,
  // The default, INTEGER_FAST, is up to 14 of 255 away from other decoders; this one at most 1.
  attributes: (_, { channels }) => ({ channels: { int: channels }, dct_method: { text: 'INTEGER_ACCURATE' } }),
})

/**
 * A JPEG file's bytes (a scalar string) as [height, width, channels] uint8: 1 channel is its luma, 3 are RGB, into which CMYK is
 * converted. EXIF is not looked at. Fails for data that ends early. Allocates what the header claims: look at it first.
 */
export const decodeJpeg = (graph: Graph, file: Tensor, channels: 1 | 3): Tensor =>
  graph.add(decodeJpegOp, [file], { channels })

const decodeAndCropJpegOp = defineOp<Channels>({
  name: 'DecodeAndCropJpeg',
  infer: decoded,
  attributes: (_, { channels }) => ({ channels: { int: channels }, dct_method: { text: 'INTEGER_ACCURATE' } }),
})

/**
 * The part of a JPEG that lies in a window, int32 [top, left, height, width], which must lie inside of the picture. Rows below it are
 * not decoded, and columns beside it only as far as the coding needs. Chroma along its edges may differ a little from the whole picture's.
 */
export const decodeAndCropJpeg = (graph: Graph, file: Tensor, window: Tensor, channels: 1 | 3): Tensor =>
  graph.add(decodeAndCropJpegOp, [file, window], { channels })

const decodePngOp = defineOp<Channels>({
  name: 'DecodePng',
  infer: decoded,
  attributes: (_, { channels }) => ({ channels: { int: channels }, dtype: { type: 'uint8' } }),
})

/**
 * A PNG file's bytes (a scalar string) as [height, width, channels] uint8: palettes spelled out, of 16 bits the upper 8. With 1 or 3
 * channels alpha is dropped. Allocates what the header claims: look at it first.
 */
export const decodePng = (graph: Graph, file: Tensor, channels: 1 | 3 | 4): Tensor =>
  graph.add(decodePngOp, [file], { channels })
