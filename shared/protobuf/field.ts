import { ProtobufFault, type StoredBytes, type Wire, type WireReader } from './wireReader'
import type { LateBytes, WireWriter } from './wireWriter'

/** One field of a message: how it is read and written. `Building` is what it is while fields still come in. */
export interface Field<Read, Write = Read, Building = Read> {
  readonly number: number
  readonly begin: () => Building
  readonly read: (reader: WireReader, wire: Wire, before: Building) => Building
  readonly end: (built: Building) => Read
  readonly write: (writer: WireWriter, value: Write) => void
}

const expectWire = (wire: Wire, wanted: Wire, number: number) => {
  if (wire !== wanted) throw new ProtobufFault(`has a field ${number} of the wrong kind`)
}

function single<Read, Write, Building extends Read>(
  number: number,
  absent: Building,
  wire: Wire,
  read: (reader: WireReader) => Building,
  write: (writer: WireWriter, value: Write) => void,
): Field<Read, Write, Building> {
  return {
    number,
    begin: () => absent,
    read(reader, found) {
      expectWire(found, wire, number)
      return read(reader)
    },
    end: (built) => built,
    write,
  }
}

/** An integer of any kind or an enum; 0 if absent. */
export const int = (number: number): Field<number> =>
  single(
    number,
    0,
    'varint',
    (reader) => reader.varint(),
    (writer, value) => {
      writer.tag(number, 0)
      writer.varint(value)
    },
  )

export const float = (number: number): Field<number> =>
  single(
    number,
    0,
    'fixed32',
    (reader) => reader.float(),
    (writer, value) => {
      writer.tag(number, 5)
      writer.float(value)
    },
  )

/** 32 bits as a whole number of 0 and more. */
export const fixed32 = (number: number): Field<number> =>
  single(
    number,
    0,
    'fixed32',
    (reader) => reader.fixed32(),
    (writer, value) => {
      writer.tag(number, 5)
      writer.fixed32(value)
    },
  )

export const flag = (number: number): Field<boolean> =>
  single(
    number,
    false,
    'varint',
    (reader) => reader.varint() !== 0,
    (writer, value) => {
      writer.tag(number, 0)
      writer.varint(value ? 1 : 0)
    },
  )

export const text = (number: number): Field<string> =>
  single(
    number,
    '',
    'length',
    (reader) => reader.text(),
    (writer, value) => {
      writer.tag(number, 2)
      writer.text(value)
    },
  )

/** `undefined` if absent. */
export const bytes = (number: number): Field<Uint8Array | undefined, Uint8Array> =>
  bytesAs(number, (reader) => reader.take())

/** Bytes that stay in the file until they are asked for, and that are made when they are written. */
export const lateBytes = (number: number): Field<StoredBytes | undefined, Uint8Array | LateBytes> =>
  bytesAs(number, (reader) => reader.late())

const bytesAs = <Kept, Write extends Uint8Array | LateBytes>(
  number: number,
  read: (reader: WireReader) => Kept,
): Field<Kept | undefined, Write> =>
  single<Kept | undefined, Write, Kept | undefined>(number, undefined, 'length', read, (writer, value) => {
    writer.tag(number, 2)
    writer.bytes(value)
  })

function repeated<T>(
  number: number,
  most: number,
  read: (reader: WireReader, wire: Wire) => T,
  write: (writer: WireWriter, value: T) => void,
): Field<T[], readonly T[]> {
  return {
    number,
    begin: () => [],
    read(reader, wire, before) {
      if (before.length >= most) throw new ProtobufFault(`has more than ${most} times field ${number}`)
      before.push(read(reader, wire))
      return before
    },
    end: (built) => built,
    write: (writer, values) => {
      for (const value of values) write(writer, value)
    },
  }
}

/** Most items of a list unless it says otherwise: the bytes may claim many things that are almost nothing. */
const mostItems = 200_000

export const texts = (number: number, most = mostItems): Field<string[], readonly string[]> =>
  repeated(
    number,
    most,
    (reader, wire) => {
      expectWire(wire, 'length', number)
      return reader.text()
    },
    (writer, value) => {
      writer.tag(number, 2)
      writer.text(value)
    },
  )

export const bytesList = (number: number, most = mostItems): Field<Uint8Array[], readonly Uint8Array[]> =>
  repeated(
    number,
    most,
    (reader, wire) => {
      expectWire(wire, 'length', number)
      return reader.take()
    },
    (writer, value) => {
      writer.tag(number, 2)
      writer.bytes(value)
    },
  )

/** Numbers that grow without a boxed list: a tensor may have millions. */
class Growing<A extends Float32Array | Float64Array> {
  private room: A
  private readonly make: (length: number) => A
  private count = 0

  constructor(make: (length: number) => A) {
    this.make = make
    this.room = make(0)
  }

  add(value: number): void {
    if (this.count === this.room.length) {
      const larger = this.make(Math.max(16, this.count * 2))
      larger.set(this.room)
      this.room = larger
    }
    this.room[this.count++] = value
  }

  done(): A {
    return this.room.subarray(0, this.count) as A
  }
}

/** Numbers one by one or packed into one field, as proto3 does. */
function packed<A extends Float32Array | Float64Array>(
  number: number,
  wire: Wire,
  make: (length: number) => A,
  each: (reader: WireReader) => number,
  over: (bytes: Uint8Array) => WireReader,
  write: (writer: WireWriter, values: readonly number[] | A) => void,
): Field<A, readonly number[] | A, Growing<A> | undefined> {
  return {
    number,
    begin: () => undefined,
    read(reader, found, before) {
      const list = before ?? new Growing(make)
      if (found === wire) list.add(each(reader))
      else {
        expectWire(found, 'length', number)
        for (const inner = over(reader.take()); !inner.isAtEnd; ) list.add(each(inner))
      }
      return list
    },
    end: (built) => built?.done() ?? make(0),
    write,
  }
}

/** What lists of numbers need beside: a reader over part of the bytes, and a writer for what is packed. */
export interface Inner {
  readonly reader: (bytes: Uint8Array) => WireReader
  readonly writer: () => WireWriter
}

export const listsOf = ({ reader: over, writer: fresh }: Inner) => ({
  /** int64 numbers, near the true ones beyond 2^53. */
  ints: (number: number) =>
    packed(
      number,
      'varint',
      (length) => new Float64Array(length),
      (reader) => reader.varint(),
      over,
      (writer, values) => {
        if (values.length === 0) return
        const inner = fresh()
        for (const value of values) inner.varint(value)
        writer.tag(number, 2)
        writer.message(inner)
      },
    ),
  floats: (number: number) =>
    packed(
      number,
      'fixed32',
      (length) => new Float32Array(length),
      (reader) => reader.float(),
      over,
      (writer, values) => {
        if (values.length === 0) return
        const inner = fresh()
        for (const value of values) inner.float(value)
        writer.tag(number, 2)
        writer.message(inner)
      },
    ),
  doubles: (number: number) =>
    packed(
      number,
      'fixed64',
      (length) => new Float64Array(length),
      (reader) => reader.double(),
      over,
      () => {
        throw new Error('doubles are read, not written')
      },
    ),
})
