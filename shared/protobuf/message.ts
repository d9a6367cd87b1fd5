import { type Field, listsOf } from './field'
import { ProtobufFault, WireReader, type WireSource } from './wireReader'
import { type EncodedMessage, WireWriter } from './wireWriter'

// biome-ignore lint/suspicious/noExplicitAny: a field's types are its own; a message only passes them on
export type Fields = Readonly<Record<string, Field<any, any, any>>>

/** What a message is when it was read: every field, those absent with their default. */
export type Read<F extends Fields> = { readonly [K in keyof F]: ReturnType<F[K]['end']> }
/** What is written: the fields that are there. */
export type Written<F extends Fields> = { readonly [K in keyof F]?: Parameters<F[K]['write']>[1] | undefined }

/** A kind of message, as data: its fields by name. One that holds itself cannot be said, so reading never goes deeper than the schema. */
export interface Message<F extends Fields> {
  readonly fields: F
  readonly byNumber: ReadonlyMap<number, readonly [name: string, field: F[string]]>
}

export function message<F extends Fields>(fields: F): Message<F> {
  const byNumber = new Map(
    Object.entries(fields).map(([name, field]) => [field.number, [name, field as F[string]]] as const),
  )
  if (byNumber.size !== Object.keys(fields).length) throw new Error('two fields have one number')
  return { fields, byNumber }
}

/** Reads one; unknown fields are passed over. Throws a ProtobufFault. */
export const decodeMessage = <F extends Fields>(kind: Message<F>, source: Uint8Array | WireSource): Read<F> =>
  walked(kind, new WireReader(source))

function walked<F extends Fields>({ fields, byNumber }: Message<F>, reader: WireReader): Read<F> {
  const built: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) built[name] = field.begin()
  while (!reader.isAtEnd) {
    const { number, wire } = reader.tag()
    const known = byNumber.get(number)
    if (!known) reader.pass(wire)
    else built[known[0]] = known[1].read(reader, wire, built[known[0]])
  }
  for (const [name, field] of Object.entries(fields)) built[name] = field.end(built[name])
  return built as Read<F>
}

/** Writes one; what is `undefined` is left out. */
export const encodeMessage = <F extends Fields>(kind: Message<F>, value: Written<F>): EncodedMessage =>
  written(kind, value).finish()

function written<F extends Fields>({ fields }: Message<F>, value: Written<F>): WireWriter {
  const writer = new WireWriter()
  for (const [name, field] of Object.entries(fields)) {
    const one = value[name]
    if (one !== undefined) field.write(writer, one)
  }
  return writer
}

function inner<F extends Fields>(number: number, kind: Message<F>) {
  return {
    decode(reader: WireReader, wire: string): Read<F> {
      if (wire !== 'length') throw new ProtobufFault(`has a field ${number} of the wrong kind`)
      return walked(kind, reader.inner())
    },
    encode(writer: WireWriter, value: Written<F>): void {
      const part = written(kind, value)
      writer.tag(number, 2)
      writer.message(part)
    },
  }
}

/** A message inside another; `undefined` if absent. Of several the last counts (protobuf would join their fields). */
export function one<F extends Fields>(number: number, kind: Message<F>): Field<Read<F> | undefined, Written<F>> {
  const { decode, encode } = inner(number, kind)
  return {
    number,
    begin: () => undefined,
    read: (reader, wire) => decode(reader, wire),
    end: (built) => built,
    write: encode,
  }
}

/** A list of messages, `most` of them. */
export function many<F extends Fields>(
  number: number,
  kind: Message<F>,
  most = 200_000,
): Field<readonly Read<F>[], readonly Written<F>[], Read<F>[]> {
  const { decode, encode } = inner(number, kind)
  return {
    number,
    begin: () => [],
    read(reader, wire, before) {
      if (before.length >= most) throw new ProtobufFault(`has more than ${most} times field ${number}`)
      before.push(decode(reader, wire))
      return before
    },
    end: (built) => built,
    write: (writer, values) => {
      for (const value of values) encode(writer, value)
    },
  }
}

export const { ints, floats, doubles } = listsOf({
  reader: (bytes) => new WireReader(bytes),
  writer: () => new WireWriter(),
})
