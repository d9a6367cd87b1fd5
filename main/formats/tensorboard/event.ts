import { Writer } from 'protobufjs/minimal'

/** How many values lie in buckets: `counts[k]` of them up to `limits[k]` and above the limit before. */
export interface EventHistogram {
  readonly least: number
  readonly most: number
  readonly limits: readonly number[]
  readonly counts: readonly number[]
}

/** A figure of one step, or how values lie then. */
export interface EventValue {
  /** Of TensorBoard: what stands before a `/` groups. */
  readonly tag: string
  readonly value: number | EventHistogram
}

/** What happened in one step; `seconds` since 1970. */
export interface TrainingEvent {
  readonly seconds: number
  readonly step: number
  readonly values: readonly EventValue[]
}

/** Field numbers of tensorflow/core/util/event.proto and framework/summary.proto, with their wire types. */
const field = (number: number, wireType: number): number => (number << 3) | wireType
const [varint, double, bytes, float] = [0, 1, 2, 5]

/** The first message of a file. */
export const fileVersion = (seconds: number): Uint8Array =>
  Writer.create().uint32(field(1, double)).double(seconds).uint32(field(3, bytes)).string('brain.Event:2').finish()

export function encodeEvent({ seconds, step, values }: TrainingEvent): Uint8Array {
  const writer = Writer.create().uint32(field(1, double)).double(seconds).uint32(field(2, varint)).int64(step)
  const summary = writer.uint32(field(5, bytes)).fork()
  for (const { tag, value } of values) {
    summary.uint32(field(1, bytes)).fork().uint32(field(1, bytes)).string(tag)
    if (typeof value === 'number') summary.uint32(field(2, float)).float(value)
    else putHistogram(summary.uint32(field(5, bytes)).fork(), value)
    summary.ldelim()
  }
  return summary.ldelim().finish()
}

/** HistogramProto; sums are those of the middles of the buckets, which is all that is known. */
function putHistogram(writer: Writer, { least, most, limits, counts }: EventHistogram): void {
  let [number, sum, squares] = [0, 0, 0]
  for (const [k, count] of counts.entries()) {
    const middle = ((limits[k - 1] ?? least) + (limits[k] as number)) / 2
    number += count
    sum += count * middle
    squares += count * middle * middle
  }
  for (const [k, value] of [least, most, number, sum, squares].entries())
    writer.uint32(field(k + 1, double)).double(value)
  for (const [k, list] of [limits, counts].entries()) {
    const packed = writer.uint32(field(6 + k, bytes)).fork()
    for (const value of list) packed.double(value)
    packed.ldelim()
  }
  writer.ldelim()
}
