import type { PictureHeader } from './pictureHeader'
import { damaged, truncated } from './pictureRefusal'

interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * An AVIF by the properties of its primary item (ISO/IEC 23008-12, 9.3). The file's own turns are among them and the decoder
 * applies them, so the size here is the one as seen.
 */
export function inspectAvif(bytes: Uint8Array, allow: (width: number, height: number) => void): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const top = boxes(view, 0, bytes.length)
  const meta = top.find(({ type }) => type === 'meta')
  if (!meta) throw truncated('before the AVIF properties')
  const inside = boxes(view, meta.start + 4, meta.end)
  const primary = primaryItem(view, inside)
  const properties = inside.find(({ type }) => type === 'iprp')
  if (primary === undefined || !properties) throw damaged('an AVIF without a primary picture')
  const parts = boxes(view, properties.start, properties.end)
  const container = parts.find(({ type }) => type === 'ipco')
  if (!container) throw damaged('an AVIF without properties')
  const all = boxes(view, container.start, container.end)
  const own = parts
    .filter(({ type }) => type === 'ipma')
    .flatMap((box) => associated(view, box, primary))
    .flatMap((index) => all[index - 1] ?? [])
  const extent = own.find(({ type }) => type === 'ispe')
  if (!extent || extent.end - extent.start < 12) throw damaged('an AVIF without a size')
  const [width, height] = [view.getUint32(extent.start + 4), view.getUint32(extent.start + 8)]
  if (width === 0 || height === 0) throw damaged(`an AVIF of ${width}x${height} pixels`)
  allow(width, height)
  const turn = own.find(({ type, start, end }) => type === 'irot' && end > start)
  const isTurned = turn !== undefined && (view.getUint8(turn.start) & 1) === 1
  const depths = own.find(({ type, start, end }) => type === 'pixi' && end - start >= 6)
  return {
    format: 'AVIF',
    ...(isTurned ? { width: height, height: width } : { width, height }),
    orientation: 1,
    colour: depths && view.getUint8(depths.start + 4) === 1 ? 'grey' : 'rgb',
    alpha: all.some(({ type, start, end }) => type === 'auxC' && isAlpha(view, start, end)),
    palette: false,
    depth: depths ? view.getUint8(depths.start + 5) : 8,
    frames: 1,
    trailingBytes: 0,
    isCutShort: false,
  }
}

/** The boxes that lie between two places; throws where one reaches beyond the end. */
function boxes(view: DataView, from: number, to: number): Box[] {
  const found: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    let [size, head] = [view.getUint32(at), 8]
    const type = String.fromCharCode(...[4, 5, 6, 7].map((k) => view.getUint8(at + k)))
    if (size === 1 && at + 16 <= to) {
      size = view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12)
      head = 16
    } else if (size === 0) size = to - at
    if (size < head) throw damaged('an AVIF box without a length')
    if (at + size > to) throw truncated(`inside the AVIF's ${type.trim()} box`)
    found.push({ type, start: at + head, end: at + size })
    at += size
  }
  return found
}

function primaryItem(view: DataView, inside: readonly Box[]): number | undefined {
  const box = inside.find(({ type }) => type === 'pitm')
  if (!box || box.end - box.start < 6) return undefined
  return view.getUint8(box.start) === 0
    ? view.getUint16(box.start + 4)
    : box.end - box.start < 8
      ? undefined
      : view.getUint32(box.start + 4)
}

/** Numbers, from 1, of the properties that a table gives to an item. */
function associated(view: DataView, { start, end }: Box, item: number): number[] {
  const wide = (view.getUint8(start + 3) & 1) === 1
  const large = view.getUint8(start) > 0
  const room = (at: number, bytes: number) => {
    if (at + bytes > end) throw damaged('an AVIF table that ends early')
    return at
  }
  const count = view.getUint32(room(start + 4, 4))
  let at = start + 8
  for (let entry = 0; entry < count; entry++) {
    const id = large ? view.getUint32(room(at, 4)) : view.getUint16(room(at, 2))
    at += large ? 4 : 2
    const length = view.getUint8(room(at, 1))
    at = room(at + 1, length * (wide ? 2 : 1))
    if (id === item)
      return Array.from({ length }, (_, k) =>
        wide ? view.getUint16(at + 2 * k) & 0x7fff : view.getUint8(at + k) & 0x7f,
      )
    at += length * (wide ? 2 : 1)
  }
  return []
}

function isAlpha(view: DataView, start: number, end: number): boolean {
  const name = Array.from({ length: Math.max(0, end - start - 4) }, (_, k) => view.getUint8(start + 4 + k))
  return String.fromCharCode(...name).includes(':alpha')
}
