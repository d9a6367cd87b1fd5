import { Graph, type Tensor } from '../graph/graph'
import { cast, decodeRaw, group, pack, placeholder, reshape, reshapeTo } from '../graph/ops/array'
import { bytesAsInt32 } from '../graph/ops/bytesAsInt32'
import { decodeAndCropJpeg, decodeJpeg, decodePng } from '../graph/ops/pictureFiles'
import { unpack } from '../graph/ops/unpack'
import type { Program, Signature } from '../graph/program'
import { inChannels, onBackground, toBytes } from './pixelValues'
import { scaledByLines, scaledPlainly } from './scalings'

/** Which pictures a decoder graph takes. Those of one call are alike in all of this. */
export interface DecoderKind {
  /** `raw`: rows of bytes that were decoded elsewhere. */
  readonly coding: 'jpeg' | 'png' | 'raw'
  /** Of JPEG files only a window is decoded. */
  readonly isWindowed?: boolean | undefined
  /** What a file is decoded to: grey, RGB, or RGB with alpha. */
  readonly channels: 1 | 3 | 4
  /** What is wanted: grey or RGB. */
  readonly wanted: 1 | 3
  /** The size of the results, where it is not that of the pictures, and how they come to it. */
  readonly resized?: { readonly height: number; readonly width: number; readonly by: Scaling } | undefined
  /** A single large picture with alpha that is resized: laid on its background in so many slabs, one after the other. */
  readonly slabs?: number | undefined
  /** Pictures a call: 1, or a multiple of 4. One branch each, so that TensorFlow runs them side by side. */
  readonly count: number
}

/**
 * Both give the same pixels, and differ in speed.
 *
 *   plain   rows, then columns, by one op: for small results
 *   lines   rows, turned, rows again, turned back
 */
export type Scaling = 'plain' | 'lines'

/**
 * A program that turns `count` encoded pictures into pixels of one size. Its signature `decode`:
 *
 *   files        string [count]: bytes
 *   sizes        int32 [count, 3]: height, width, channels of raw pictures
 *   windows      int32 [count, 4]: top, left, height and width of the part of a JPEG that is decoded
 *   background   float32 [3]: colour under transparent pixels, where there is alpha
 *   shapes       int32 [count, 4]: [1, height, 1, -1] of pictures that are resized by lines
 *   rows         float32 [count, 2, 2]: their scale and 1, their translation and 0, see `placement`; `columns` likewise
 *   maps         float32 [count, 2, 2]: scales and translations of those that are resized plainly
 *   slabs        int32 [slabs, 2, 3]: where each begins, [0, column, 0], and its size, [-1, columns, -1]
 *   -> pixels    int32: the bytes [count, height, width, wanted] in fours; of a single picture one byte each
 *
 * What lies beside a picture that does not fill its target is 0.
 */
export function compileDecoder(kind: DecoderKind): Program {
  const { coding, count } = kind
  if (count !== 1 && (count % 4 !== 0 || kind.slabs)) throw new Error(`${count} pictures a call`)
  const graph = new Graph()
  const inputs: Record<string, Tensor> = {}
  const input: Input = (name, dtype, shape) => {
    const tensor = placeholder(graph, name, dtype, shape)
    inputs[name] = tensor
    return tensor
  }
  const files = unpack(graph, input('files', 'string', [count]))
  const sizes = coding === 'raw' ? unpack(graph, input('sizes', 'int32', [count, 3])) : []
  const windows = kind.isWindowed ? unpack(graph, input('windows', 'int32', [count, 4])) : []
  const stored = files.map((file, k) => decoded(graph, kind, file, sizes[k] ?? windows[k]))
  const all = scaled(graph, kind, stored, input)
  const pixels = count === 1 ? cast(graph, all, 'int32') : bytesAsInt32(graph, reshape(graph, all, [-1, 4]))
  const decode: Signature = { inputs, outputs: { pixels } }
  return { graph, initialize: group(graph, [], 'initialize'), variables: [], signatures: { decode } }
}

type Input = (name: string, dtype: 'string' | 'int32' | 'float32', shape: readonly number[]) => Tensor

/** [height, width, channels] uint8. `place` is the size of raw rows or the window of a JPEG. */
function decoded(graph: Graph, { coding, channels }: DecoderKind, bytes: Tensor, place?: Tensor): Tensor {
  if (coding === 'png') return decodePng(graph, bytes, channels)
  if (coding === 'jpeg' && channels !== 4)
    return place ? decodeAndCropJpeg(graph, bytes, place, channels) : decodeJpeg(graph, bytes, channels)
  if (coding === 'raw' && place) return reshapeTo(graph, decodeRaw(graph, bytes, 'uint8'), place, [-1, -1, channels])
  throw new Error(`a ${coding} picture of ${channels} channels`)
}

/** [count, height, width, wanted channels] uint8. */
function scaled(graph: Graph, kind: DecoderKind, stored: readonly Tensor[], input: Input): Tensor {
  const { resized, count, wanted } = kind
  const background = kind.channels === 4 ? input('background', 'float32', [3]) : undefined
  const opaque = (x: Tensor) => (background ? onBackground(graph, x, background) : x)
  const bytes = (x: Tensor) => toBytes(graph, inChannels(graph, x, wanted))
  if (!resized) return bytes(opaque(pack(graph, stored)))
  switch (resized.by) {
    case 'plain': {
      const maps = unpack(graph, input('maps', 'float32', [count, 2, 2]))
      const each = stored.map((x, k) => scaledPlainly(graph, opaque(x), resized, maps[k] as Tensor))
      return bytes(pack(graph, each))
    }
    case 'lines': {
      const shapes = unpack(graph, input('shapes', 'int32', [count, 4]))
      const rows = unpack(graph, input('rows', 'float32', [count, 2, 2]))
      const columns = unpack(graph, input('columns', 'float32', [count, 2, 2]))
      const slabs = kind.slabs ? unpack(graph, input('slabs', 'int32', [kind.slabs, 2, 3])) : undefined
      const each = stored.map((x, k) =>
        scaledByLines(graph, x, resized, {
          shape: shapes[k] as Tensor,
          rows: rows[k] as Tensor,
          columns: columns[k] as Tensor,
          slabs,
          opaque,
          finish: bytes,
        }),
      )
      return pack(graph, each)
    }
  }
}
