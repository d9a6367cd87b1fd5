import { type Orientation, toOrientation } from './pictureHeader'

const orientationTag = 0x0112
const shortType = 3

/**
 * The orientation in a block of EXIF data, which is a small TIFF file; 1 where it says nothing or is damaged, as viewers take it.
 * @see CIPA DC-008 (EXIF 2.32), 4.6.4
 */
export function exifOrientation(tiff: Uint8Array): Orientation {
  if (tiff.length < 8) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const mark = view.getUint16(0)
  if (mark !== 0x4949 && mark !== 0x4d4d) return 1
  const little = mark === 0x4949
  const first = view.getUint32(4, little)
  if (first + 2 > tiff.length) return 1
  const count = view.getUint16(first, little)
  for (let entry = 0; entry < count; entry++) {
    const at = first + 2 + 12 * entry
    if (at + 12 > tiff.length) return 1
    if (view.getUint16(at, little) !== orientationTag) continue
    return view.getUint16(at + 2, little) === shortType ? toOrientation(view.getUint16(at + 8, little)) : 1
  }
  return 1
}
