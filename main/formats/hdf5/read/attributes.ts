import { elementCount } from '../../../../shared/graph/shape'
import type { BinaryFile } from '../../binaryFile'
import { Cursor } from './cursor'
import { parseDataspace } from './dataspace'
import { parseDatatype } from './datatype'
import { heapText } from './heaps'
import type { HeaderMessage } from './messages'
import { hdf5Problem } from './problem'

/** A text, or a list of texts. Attributes of other kinds are no business of a model's. */
export type TextAttribute = string | readonly string[]

const mostTexts = 100_000

/** The attributes that are texts. Their whole length is bounded by `limit`, in bytes. */
export function textAttributes(
  file: BinaryFile,
  messages: readonly HeaderMessage[],
  limit: number,
): Map<string, TextAttribute> {
  const found = new Map<string, TextAttribute>()
  for (const { type, body } of messages) {
    if (type === 0x15) refuseDense(file, body)
    if (type !== 0x0c) continue
    const cursor = new Cursor(body)
    const version = cursor.u8()
    cursor.skip(1)
    const [nameBytes, typeBytes, spaceBytes] = [cursor.u16(), cursor.u16(), cursor.u16()]
    if (version === 3) cursor.skip(1)
    const filled = (bytes: number) => (version === 1 ? Math.ceil(bytes / 8) * 8 : bytes)
    const part = (bytes: number) => {
      const all = cursor.take(Math.min(filled(bytes), cursor.left))
      return all.subarray(0, bytes)
    }
    const name = Buffer.from(part(nameBytes)).toString('utf8').replace(/\0.*$/s, '')
    const form = parseDatatype(part(typeBytes))
    const { shape } = parseDataspace(part(spaceBytes))
    if (!shape || (form.kind !== 'text' && form.kind !== 'long text')) continue
    const count = elementCount(shape)
    if (count > mostTexts || count * form.size > cursor.left)
      throw hdf5Problem('text', 'a list of names beyond its end', file.place)
    const texts = Array.from({ length: count }, () => {
      const bytes = cursor.take(form.size)
      return form.kind === 'text' ? untilZero(bytes) : heapText(file, bytes, limit)
    })
    found.set(name, shape.length === 0 ? (texts[0] as string) : texts)
  }
  return found
}

const untilZero = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8').replace(/\0.*$/s, '')

function refuseDense(file: BinaryFile, body: Uint8Array): void {
  const cursor = new Cursor(body).skip(1)
  const heap = (cursor.u8() & 1 ? cursor.skip(2) : cursor).u64()
  if (heap !== undefined)
    throw hdf5Problem('layout', 'attributes of a kind that Keras does not write (dense)', file.place)
}
