import { Cursor } from './cursor'

/** Sizes of a dataspace message and how long it is; `undefined` where a size is beyond 2^53 or there is no space. */
export function parseDataspace(body: Uint8Array): { readonly shape: readonly number[] | undefined } {
  const cursor = new Cursor(body)
  const version = cursor.u8()
  const rank = cursor.u8()
  cursor.skip(1)
  if (version === 1) cursor.skip(5)
  else if (version === 2) {
    if (cursor.u8() === 2) return { shape: undefined }
  } else return { shape: undefined }
  if (rank > 32) return { shape: undefined }
  const sizes = Array.from({ length: rank }, () => cursor.u64())
  return { shape: sizes.every((size) => size !== undefined) ? (sizes as number[]) : undefined }
}
