import { expect, test } from 'vitest'
import { decodeFrame, encodeFrame } from '../../shared/contract/studio/core/frame'

const refused: [string, Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['a head longer than the frame', Uint8Array.of(255, 255, 255, 255, 1)],
  ['a head that is no JSON', frame('{', [])],
  ['no message', frame(JSON.stringify({ parts: [] }), [])],
  ['a part longer than the frame', frame(JSON.stringify({ message: { a: null }, parts: [[['a'], 5]] }), [1, 2])],
  ['bytes that nobody named', frame(JSON.stringify({ message: { a: null }, parts: [[['a'], 1]] }), [1, 2])],
  ['a place that is taken', frame(JSON.stringify({ message: { a: 1 }, parts: [[['a'], 1]] }), [1])],
  ['a place in the prototype', frame(JSON.stringify({ message: {}, parts: [[['__proto__', 'x'], 1]] }), [1])],
  ['the constructor', frame(JSON.stringify({ message: {}, parts: [[['constructor'], 1]] }), [1])],
  ['the message itself', frame(JSON.stringify({ message: {}, parts: [[[], 1]] }), [1])],
  ['a negative length', frame(JSON.stringify({ message: { a: null }, parts: [[['a'], -1]] }), [])],
]

test.each(refused)('what is no frame is refused: %s', (_, bytes) => {
  expect(() => decodeFrame(bytes)).toThrow()
  expect((Object.prototype as Record<string, unknown>).x).toBeUndefined()
})

test('bytes are carried as bytes: a frame is as long as they are and a little head', () => {
  const data = new Uint8Array(1_000_000).fill(200)
  const encoded = encodeFrame({ kind: 'items', items: [{ data }] }) as Uint8Array
  expect(encoded.length - data.length).toBeLessThan(200)
  const decoded = decodeFrame(encoded) as { items: { data: Uint8Array }[] }
  expect(Buffer.compare(decoded.items[0]?.data as Uint8Array, data)).toBe(0)
  expect(typeof encodeFrame({ kind: 'end', id: 1 })).toBe('string')
})

function frame(head: string, bytes: number[]): Uint8Array {
  const text = Buffer.from(head)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, Buffer.from(bytes)])
}
