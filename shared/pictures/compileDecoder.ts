import { Graph, type Tensor } from '../graph/graph'
import { add, div, mul, sub, sum } from '../graph/ops/arithmetic'
import {
  cast,
  concat,
  constant,
  decodeRaw,
  group,
  pack,
  placeholder,
  reshape,
  reshapeTo,
  slice,
  sliceAt,
  transpose,
} from '../graph/ops/array'
import { bytesAsInt32 } from '../graph/ops/bytesAsInt32'
import { decodeJpeg, decodePng } from '../graph/ops/pictureFiles'
import { scaleAndTranslate } from '../graph/ops/scaleAndTranslate'
import { unpack } from '../graph/ops/unpack'
import type { Program, Signature } from '../graph/program'

/** Which pictures a decoder graph takes. Those of one call are alike in all of this. */
export interface DecoderKind {
  /** `raw`: rows of bytes that were decoded elsewhere. */
  readonly coding: 'jpeg' | 'png' | 'raw'
  /** What a file is decoded to: grey, RGB, or RGB with alpha. */
  readonly channels: 1 | 3 | 4
  /** What is wanted: grey or RGB. */
  readonly wanted: 1 | 3
  /** The size of the results, where it is not that of the pictures. */
  readonly resized?: { readonly height: number; readonly width: number } | undefined
  /** A single large picture with alpha that is resized: laid on its background in so many slabs, one after the other. */
  readonly slabs?: number | undefined
  /** Pictures a call: 1, or a multiple of 4. One branch each, so that TensorFlow runs them side by side. */
  readonly count: number
}

/**
 * A program that turns `count` encoded pictures into pixels of one size. Its signature `decode`:
 *
 *   files        string [count]: bytes
 *   sizes        int32 [count, 3]: height, width, channels of raw pictures
 *   background   float32 [3]: colour under transparent pixels, where there is alpha
 *   shapes       int32 [count, 4]: [1, height, 1, -1] of pictures that are resized
 *   rows         float32 [count, 2, 2]: their scale and 1, their translation and 0, see `placement`; `columns` likewise
 *   slabs        int32 [slabs, 2, 3]: where each begins, [0, column, 0], and its size, [-1, columns, -1]
 *   -> pixels    int32: the bytes [count, height, width, wanted] in fours; of a single picture one byte each
 *
 * What lies beside a picture that does not fill its target is 0.
 */
export function compileDecoder(kind: DecoderKind): Program {
  const { coding, channels, resized, count } = kind
  if (count !== 1 && (count % 4 !== 0 || kind.slabs)) throw new Error(`${count} pictures a call`)
  const graph = new Graph()
  const inputs: Record<string, Tensor> = {}
  const input = (name: string, dtype: 'string' | 'int32' | 'float32', shape: readonly number[]) => {
    const tensor = placeholder(graph, name, dtype, shape)
    inputs[name] = tensor
    return tensor
  }
  const each = (x: Tensor) => unpack(graph, x)
  const files = each(input('files', 'string', [count]))
  const sizes = coding === 'raw' ? each(input('sizes', 'int32', [count, 3])) : []
  const background = channels === 4 ? input('background', 'float32', [3]) : undefined
  const lines = resized && {
    shapes: each(input('shapes', 'int32', [count, 4])),
    rows: each(input('rows', 'float32', [count, 2, 2])),
    columns: each(input('columns', 'float32', [count, 2, 2])),
  }
  const slabs = kind.slabs ? each(input('slabs', 'int32', [kind.slabs, 2, 3])) : undefined
  const opaque = (x: Tensor) => (background ? onBackground(graph, x, background) : x)
  const pictures = files.map((file, k) => {
    const x = decoded(graph, kind, file, sizes[k])
    if (!resized || !lines) return toBytes(graph, inChannels(graph, opaque(x), kind.wanted))
    const rows = (part: Tensor) =>
      scaledRows(graph, opaque(part), resized.height, lines.shapes[k] as Tensor, lines.rows[k] as Tensor)
    const high = slabs ? inSlabs(graph, x, slabs, rows) : rows(x)
    const turned = scaledColumns(graph, high, resized, channels === 4 ? 3 : channels, lines.columns[k] as Tensor)
    // Turned as floats: of bytes TensorFlow complains on some processors before it does it.
    return toBytes(graph, transpose(graph, inChannels(graph, turned, kind.wanted), [1, 0, 2]))
  })
  const all = count === 1 ? (pictures[0] as Tensor) : pack(graph, pictures)
  const pixels = count === 1 ? cast(graph, all, 'int32') : bytesAsInt32(graph, reshape(graph, all, [-1, 4]))
  const decode: Signature = { inputs, outputs: { pixels } }
  return { graph, initialize: group(graph, [], 'initialize'), variables: [], signatures: { decode } }
}

/** [height, width, channels] uint8. */
function decoded(graph: Graph, { coding, channels }: DecoderKind, bytes: Tensor, sizes?: Tensor): Tensor {
  if (coding === 'png') return decodePng(graph, bytes, channels)
  if (coding === 'jpeg' && channels !== 4) return decodeJpeg(graph, bytes, channels)
  if (coding === 'raw' && sizes) return reshapeTo(graph, decodeRaw(graph, bytes, 'uint8'), sizes, [-1, -1, channels])
  throw new Error(`a ${coding} picture of ${channels} channels`)
}

/** RGB over a colour by alpha, float32; before a picture shrinks, so that colours of unseen pixels do not leak. */
function onBackground(graph: Graph, x: Tensor, background: Tensor): Tensor {
  const part = (from: number, size: number) => cast(graph, slice(graph, x, [0, 0, from], [-1, -1, size]), 'float32')
  const alpha = div(graph, part(3, 1), 255)
  return add(graph, background, mul(graph, sub(graph, part(0, 3), background), alpha))
}

/**
 * [height, width, channels] with its rows scaled to the target's: [1, target's height, 1, width times channels], float32.
 *
 * The op scales rows a whole row at a time, and columns a pixel at a time, which takes most of its time (1.5 of 2 ms for a photo). So it is used
 * twice for rows, with the other axis put among the channels, and the picture turned in between.
 */
function scaledRows(graph: Graph, x: Tensor, height: number, shape: Tensor, map: Tensor): Tensor {
  return along(graph, reshapeTo(graph, x, shape, [1, -1, 1, -1]), height, map)
}

/** Then its columns: [width, height, channels] of the target, so it lies on its side. */
function scaledColumns(
  graph: Graph,
  high: Tensor,
  { height, width }: { readonly height: number; readonly width: number },
  channels: number,
  map: Tensor,
): Tensor {
  const onSide = transpose(graph, reshape(graph, high, [height, -1, channels]), [1, 0, 2])
  const wide = along(graph, reshape(graph, onSide, [1, -1, 1, height * channels]), width, map)
  return reshape(graph, wide, [width, height, channels])
}

/** Rows [1, n, 1, m] scaled by the first numbers of [scale, translation]. */
function along(graph: Graph, rows: Tensor, size: number, map: Tensor): Tensor {
  const [scale, translation] = unpack(graph, map) as [Tensor, Tensor]
  return scaleAndTranslate(graph, rows, { size: constant(graph, [size, 1], 'int32'), scale, translation })
}

/** The rows of upright slabs side by side. No slab begins before the last but one is done, so that two are in memory. */
function inSlabs(graph: Graph, x: Tensor, slabs: readonly Tensor[], rows: (slab: Tensor) => Tensor): Tensor {
  const done: Tensor[] = []
  for (const [k, slab] of slabs.entries()) {
    const [begin, size] = unpack(graph, slab) as [Tensor, Tensor]
    const before = done[k - 2]
    done.push(rows(sliceAt(graph, x, begin, size, [-1, -1, x.shape[2] as number], before ? [before.node] : [])))
  }
  return concat(graph, done, 3)
}

/** ITU-R 601 in 65536ths, as Pillow's convert('L') has it; whole numbers come out as there, bit for bit. */
const luma = [19595, 38470, 7471]

function inChannels(graph: Graph, x: Tensor, wanted: 1 | 3): Tensor {
  const channels = x.shape[2]
  if (channels === wanted) return x
  if (wanted === 3) return concat(graph, [x, x, x], 2)
  const weighted = mul(graph, cast(graph, x, 'float32'), constant(graph, luma))
  return div(graph, sum(graph, weighted, [2], true), 65536)
}

/** Rounded, half up, to uint8. */
const toBytes = (graph: Graph, x: Tensor): Tensor =>
  x.dtype === 'uint8' ? x : cast(graph, add(graph, x, 0.5), 'uint8')
