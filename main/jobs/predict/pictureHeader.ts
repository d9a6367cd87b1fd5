/** What the first bytes of a picture say about it. */
export interface PictureHeader {
  readonly kind: 'png' | 'jpeg'
  readonly width: number
  readonly height: number
}

/** `undefined` for bytes that are no PNG or JPEG, or end inside the header. The file's name does not matter. */
export function pictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  return pngHeader(bytes) ?? jpegHeader(bytes)
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function pngHeader(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 24 || pngStart.some((byte, k) => bytes[k] !== byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** The size stands in the start of frame, behind segments of any length (ITU T.81, annex B). */
function jpegHeader(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] as number
    if (marker === 0xff) {
      at++
      continue
    }
    // C4, C8 and CC are tables among the frame markers.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const length = view.getUint16(at + 2)
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}
