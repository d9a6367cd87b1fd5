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
} from '../graph/ops/array'
import { bytesAsInt32 } from '../graph/ops/bytesAsInt32'
import { decodeJpeg, decodePng, readFile } from '../graph/ops/pictureFiles'
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
  /** Whether sizes change; otherwise every picture has the target's. */
  readonly isResized: boolean
  /** Pictures a call: 1, or a multiple of 4. One branch each, so that TensorFlow runs them side by side. */
  readonly count: number
  /** The files are given by path and read inside the graph. */
  readonly isRead: boolean
}

/**
 * A program that turns `count` encoded pictures into pixels of one size. Its signature `decode`:
 *
 *   files        string [count]: bytes, or paths
 *   sizes        int32 [count, 3]: height, width, channels of raw pictures
 *   background   float32 [3]: colour under transparent pixels, where there is alpha
 *   size         int32 [2]: height and width of the result; where sizes change, as the next two
 *   scales       float32 [count, 2], `translations` float32 [count, 2]: see `placement`
 *   -> pixels    int32: the bytes [count, height, width, wanted] in fours; of a single picture one byte each
 *
 * What lies beside a picture that does not fill its target is 0.
 */
export function compileDecoder(kind: DecoderKind): Program {
  const { coding, channels, isResized, count } = kind
  if (count !== 1 && count % 4 !== 0) throw new Error(`${count} pictures a call`)
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
  const resizing = isResized && {
    size: input('size', 'int32', [2]),
    scales: each(input('scales', 'float32', [count, 2])),
    translations: each(input('translations', 'float32', [count, 2])),
  }
  const pictures = files.map((file, k) => {
    let x = decoded(graph, kind, file, sizes[k])
    if (background) x = onBackground(graph, x, background)
    if (resizing) x = scaled(graph, x, resizing.size, resizing.scales[k] as Tensor, resizing.translations[k] as Tensor)
    return toBytes(graph, inChannels(graph, x, kind.wanted))
  })
  const all = count === 1 ? (pictures[0] as Tensor) : pack(graph, pictures)
  const pixels = count === 1 ? cast(graph, all, 'int32') : bytesAsInt32(graph, reshape(graph, all, [-1, 4]))
  const decode: Signature = { inputs, outputs: { pixels } }
  return { graph, initialize: group(graph, [], 'initialize'), variables: [], signatures: { decode } }
}

/** [height, width, channels] uint8. */
function decoded(graph: Graph, { coding, channels, isRead }: DecoderKind, file: Tensor, sizes?: Tensor): Tensor {
  const bytes = isRead ? readFile(graph, file) : file
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

/** [height, width, channels] float32 of the target's size. */
function scaled(graph: Graph, x: Tensor, size: Tensor, scale: Tensor, translation: Tensor): Tensor {
  const [, , channels] = x.shape as [number, number, number]
  // A batch of one: the op takes rank 4.
  const batch = pack(graph, [x])
  const y = scaleAndTranslate(graph, batch, { size, scale, translation })
  return reshapeTo(graph, y, concat(graph, [size, constant(graph, [channels], 'int32')], 0), [-1, -1, channels])
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
