/**
 * Messages as what a WebSocket carries: text where all is JSON, else one binary frame, bytes as bytes and never as base64.
 *
 *   4 bytes   length of the head, big-endian
 *   head      UTF-8 JSON: { message, parts: [[path, length], ...] }; `null` stands where bytes belong
 *   bytes     of each part, one behind the other
 */

/** A way to a value: keys and indices from the message down. */
type Path = readonly (string | number)[]

export function encodeFrame(message: object): string | Uint8Array<ArrayBuffer> {
  if (!hasBytes(message)) return JSON.stringify(message)
  const parts: [Path, Uint8Array][] = []
  const plain = withoutBytes(message, [], parts)
  const head = new TextEncoder().encode(
    JSON.stringify({ message: plain, parts: parts.map(([path, bytes]) => [path, bytes.length]) }),
  )
  const frame = new Uint8Array(4 + head.length + parts.reduce((sum, [, bytes]) => sum + bytes.length, 0))
  new DataView(frame.buffer).setUint32(0, head.length)
  frame.set(head, 4)
  let at = 4 + head.length
  for (const [, bytes] of parts) {
    frame.set(bytes, at)
    at += bytes.length
  }
  return frame
}

/** Throws an Error for what is no frame. The bytes in the message are views into it. */
export function decodeFrame(frame: string | Uint8Array): unknown {
  if (typeof frame === 'string') return JSON.parse(frame)
  if (frame.length < 4) throw new Error('a frame without a head')
  const headLength = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0)
  if (headLength > frame.length - 4) throw new Error('a head longer than its frame')
  const head: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + headLength)))
  if (!isObject(head) || !isObject(head.message) || !Array.isArray(head.parts))
    throw new Error('a head of another kind')
  let at = 4 + headLength
  for (const part of head.parts as unknown[]) {
    if (!isPart(part)) throw new Error('a part of another kind')
    const [path, length] = part
    if (length > frame.length - at) throw new Error('a part longer than its frame')
    put(head.message, path, frame.subarray(at, at + length))
    at += length
  }
  if (at !== frame.length) throw new Error('bytes behind the last part')
  return head.message
}

/** Most messages have none, and some are whole projects: those are not copied. */
function hasBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof Uint8Array) return true
  return (Array.isArray(value) ? value : Object.values(value)).some(hasBytes)
}

function withoutBytes(value: unknown, path: Path, parts: [Path, Uint8Array][]): unknown {
  if (value instanceof Uint8Array) {
    parts.push([path, value])
    return null
  }
  if (Array.isArray(value)) return value.map((item, k) => withoutBytes(item, [...path, k], parts))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutBytes(item, [...path, key], parts)]),
  )
}

/** Along own keys only, and only where `null` keeps the place: a path cannot reach a prototype. */
function put(message: Record<string, unknown>, path: Path, bytes: Uint8Array): void {
  let at: Record<string | number, unknown> = message
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined
    if (typeof next !== 'object' || next === null) throw new Error('a part without its place')
    at = next as Record<string | number, unknown>
  }
  const last = path[path.length - 1]
  if (last === undefined || !Object.hasOwn(at, last) || at[last] !== null) throw new Error('a part without its place')
  at[last] = bytes
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPart = (part: unknown): part is [Path, number] =>
  Array.isArray(part) &&
  part.length === 2 &&
  Array.isArray(part[0]) &&
  part[0].every((key) => typeof key === 'string' || typeof key === 'number') &&
  Number.isInteger(part[1]) &&
  part[1] >= 0

// Browsers and Node have both; the language alone, which is all that shared/ is compiled with, does not.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }
