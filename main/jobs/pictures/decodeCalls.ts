import { compileDecoder, type DecoderKind, type Scaling } from '../../../shared/pictures/compileDecoder'
import type { Placement } from '../../../shared/pictures/placement'
import { type Feed, Session } from '../../engine/session'

/** A picture on its way through the engine. */
export interface Encoded {
  /** The file's bytes, or raw rows of bytes. */
  readonly file: Uint8Array
  /** Height, width and channels of raw rows. */
  readonly rawSize?: readonly [height: number, width: number, channels: number] | undefined
  /** Of the picture as it is decoded, in pixels; of a window, where only that is. */
  readonly height: number
  readonly width: number
  readonly window?: { readonly top: number; readonly left: number } | undefined
  readonly placement: Placement
}

/** What all pictures of a call share, but for the number of them. */
export type CallKind = Omit<DecoderKind, 'count'>

/** Size of the results of a call and the colour under transparent pixels. */
export interface CallTarget {
  readonly height: number
  readonly width: number
  readonly background: readonly [number, number, number]
}

/**
 * Decoder graphs, opened when they are first needed and kept. A call that fails inside TensorFlow leaks its inputs;
 * `leakedBytes` says how much that has been.
 */
export class DecodeCalls {
  private readonly sessions = new Map<string, Promise<Session>>()
  leakedBytes = 0
  failures = 0

  /** Pixels of the pictures, one behind the other. Throws TensorFlow's error if one of them is damaged. */
  async run(kind: CallKind, target: CallTarget, pictures: readonly Encoded[]): Promise<Uint8Array> {
    const session = await this.session({ ...kind, count: pictures.length })
    const feeds: Record<string, Feed> = { files: pictures.map(({ file }) => file) }
    if (kind.coding === 'raw') feeds.sizes = Int32Array.from(pictures.flatMap(({ rawSize }) => rawSize ?? []))
    if (kind.isWindowed)
      feeds.windows = Int32Array.from(
        pictures.flatMap(({ window, height, width }) => [window?.top ?? 0, window?.left ?? 0, height, width]),
      )
    if (kind.channels === 4) feeds.background = Float32Array.from(target.background)
    Object.assign(feeds, mapsOf(kind.resized?.by, pictures))
    if (kind.slabs) feeds.slabs = slabsOf(pictures[0]?.width ?? 0, kind.slabs)
    let pixels: Int32Array
    try {
      pixels = session.call('decode', feeds).pixels as Int32Array
    } catch (error) {
      this.failures++
      this.leakedBytes += pictures.reduce((sum, { file }) => sum + file.length, 0)
      throw error
    }
    const bytes =
      pictures.length === 1
        ? Uint8Array.from(pixels)
        : new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)
    const expected = pictures.length * target.height * target.width * kind.wanted
    if (bytes.length !== expected) throw new Error(`${bytes.length} bytes decoded, not ${expected}`)
    return bytes
  }

  private session(kind: DecoderKind): Promise<Session> {
    const key = JSON.stringify(kind)
    const open = this.sessions.get(key) ?? Session.open(compileDecoder(kind))
    this.sessions.set(key, open)
    return open
  }

  /** Releases every session, those that are still being opened too. Who waits for one that fails to open hears of it himself. */
  close(): void {
    for (const session of this.sessions.values())
      session.then(
        (open) => open.close(),
        () => undefined,
      )
    this.sessions.clear()
  }
}

/** Columns dealt out to slabs: where each begins, and its size. */
function slabsOf(width: number, slabs: number): Int32Array {
  const edge = (k: number) => Math.floor((k * width) / slabs)
  return Int32Array.from(Array.from({ length: slabs }, (_, k) => [0, edge(k), 0, -1, edge(k + 1) - edge(k), -1]).flat())
}

/** Where the pictures go, as their scaling takes it. */
function mapsOf(by: Scaling | undefined, pictures: readonly Encoded[]): Record<string, Feed> {
  const axis = (k: 0 | 1) =>
    Float32Array.from(pictures.flatMap(({ placement: { scale, translation } }) => [scale[k], 1, translation[k], 0]))
  switch (by) {
    case undefined:
      return {}
    case 'plain':
      return {
        maps: Float32Array.from(
          pictures.flatMap(({ placement: { scale, translation } }) => [...scale, ...translation]),
        ),
      }
    case 'lines':
      return {
        shapes: Int32Array.from(pictures.flatMap(({ height }) => [1, height, 1, -1])),
        rows: axis(0),
        columns: axis(1),
      }
  }
}
