import type { PictureFormat } from './pictureHeader'

/** A format by its first bytes: one that is decoded, or one that is known by name only. */
export type Sniffed =
  | { readonly kind: 'decoded'; readonly format: PictureFormat }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'unknown'; readonly what: string }

const latin = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
const starts = (bytes: Uint8Array, start: readonly number[], at = 0): boolean =>
  start.every((byte, k) => bytes[at + k] === byte)

const decoded: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['GIF', latin('GIF87a')],
  ['GIF', latin('GIF89a')],
  ['TIFF', [0x49, 0x49, 0x2a, 0]],
  ['TIFF', [0x4d, 0x4d, 0, 0x2a]],
  ['TIFF', [0x49, 0x49, 0x2b, 0]],
  ['TIFF', [0x4d, 0x4d, 0, 0x2b]],
]

const named: readonly (readonly [string, readonly number[]])[] = [
  ['JPEG 2000', [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]],
  ['JPEG 2000', [0xff, 0x4f, 0xff, 0x51]],
  ['JPEG XL', [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20]],
  ['JPEG XL', [0xff, 0x0a]],
  ['ICO (icon)', [0, 0, 1, 0]],
  ['CUR (cursor)', [0, 0, 2, 0]],
  ['PSD (Photoshop)', latin('8BPS')],
  ['QOI', latin('qoif')],
  ['Radiance HDR', latin('#?RADIANCE')],
  ['Radiance HDR', latin('#?RGBE')],
  ['OpenEXR', [0x76, 0x2f, 0x31, 0x01]],
  ['DDS', latin('DDS ')],
  ['farbfeld', latin('farbfeld')],
  ['PDF', latin('%PDF-')],
  ['PostScript', latin('%!PS')],
  ['XCF (GIMP)', latin('gimp xcf')],
  ['a zip archive', [0x50, 0x4b, 3, 4]],
  ['gzip', [0x1f, 0x8b]],
  ['Apple icons', latin('icns')],
]

/** By magic bytes; a file's name does not matter. Nothing is known to be whole or sound. */
export function sniffPicture(bytes: Uint8Array): Sniffed {
  for (const [format, start] of decoded) if (starts(bytes, start)) return { kind: 'decoded', format }
  if (starts(bytes, latin('RIFF')) && starts(bytes, latin('WEBP'), 8)) return { kind: 'decoded', format: 'WebP' }
  if (starts(bytes, latin('BM')) && bytes.length >= 14) return { kind: 'decoded', format: 'BMP' }
  const brand = heifBrand(bytes)
  if (brand !== undefined)
    return brand === 'AVIF' ? { kind: 'decoded', format: 'AVIF' } : { kind: 'named', name: brand }
  if (starts(bytes, latin('DICM'), 128)) return { kind: 'named', name: 'DICOM' }
  for (const [name, start] of named) if (starts(bytes, start)) return { kind: 'named', name }
  if (isPnm(bytes)) return { kind: 'named', name: 'PNM (PBM, PGM, PPM, PAM)' }
  if (isTga(bytes)) return { kind: 'named', name: 'TGA' }
  return textKind(bytes)
}

/** What an ISO media file holds by the brands that it names first. */
function heifBrand(bytes: Uint8Array): 'AVIF' | 'HEIC or HEIF' | 'a film' | undefined {
  if (!starts(bytes, latin('ftyp'), 4)) return undefined
  const end = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4)
    brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)))
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'AVIF'
  if (brands.some((brand) => /^(hei|hev|mif|msf|jpe|j2k)/.test(brand))) return 'HEIC or HEIF'
  return 'a film'
}

/** P1 to P7 and white space. */
const isPnm = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  (bytes[1] as number) >= 0x31 &&
  (bytes[1] as number) <= 0x37 &&
  [0x20, 0x09, 0x0a, 0x0d].includes(bytes[2] as number)

/** TGA has no magic: its footer, or a header of which every field is possible. */
function isTga(bytes: Uint8Array): boolean {
  if (bytes.length < 18) return false
  if (starts(bytes, latin('TRUEVISION-XFILE.'), bytes.length - 18)) return true
  const [, mapped = 0, kind = 0] = bytes
  const depth = bytes[16] as number
  return mapped <= 1 && [1, 2, 3, 9, 10, 11].includes(kind) && [8, 15, 16, 24, 32].includes(depth)
}

/** Names the kinds of text that turn up in the place of pictures: SVG, and the error pages of servers. */
function textKind(bytes: Uint8Array): Sniffed {
  const head = bytes.subarray(0, 1024)
  const isText = head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 12 || byte === 13)
  if (!isText) return { kind: 'unknown', what: 'no known picture format' }
  const text = String.fromCharCode(...head).toLowerCase()
  if (/<svg[\s>]/.test(text)) return { kind: 'named', name: 'SVG' }
  if (/<!doctype html|<html[\s>]/.test(text)) return { kind: 'unknown', what: 'a web page' }
  return { kind: 'unknown', what: 'text' }
}
