import { joined, WireWriter } from '../../../shared/protobuf'

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

/** How values lie on the wire. Field numbers are those of tensorflow/core/util/event.proto and framework/summary.proto. */
const [varint, double, length, float] = [0, 1, 2, 5] as const

/** The first message of a file. */
export function fileVersion(seconds: number): Uint8Array {
  const writer = new WireWriter()
  writer.tag(1, double)
  writer.double(seconds)
  writer.tag(3, length)
  writer.text('brain.Event:2')
  return joined(writer.finish())
}

export function encodeEvent({ seconds, step, values }: TrainingEvent): Uint8Array {
  const writer = new WireWriter()
  writer.tag(1, double)
  writer.double(seconds)
  writer.tag(2, varint)
  writer.varint(step)
  const summary = new WireWriter()
  for (const each of values) {
    summary.tag(1, length)
    summary.message(summaryValue(each))
  }
  writer.tag(5, length)
  writer.message(summary)
  return joined(writer.finish())
}

function summaryValue({ tag, value }: EventValue): WireWriter {
  const writer = new WireWriter()
  writer.tag(1, length)
  writer.text(tag)
  if (typeof value === 'number') {
    writer.tag(2, float)
    writer.float(value)
  } else {
    writer.tag(5, length)
    writer.message(histogramOf(value))
  }
  return writer
}

/** HistogramProto; sums are those of the middles of the buckets, which is all that is known. */
function histogramOf({ least, most, limits, counts }: EventHistogram): WireWriter {
  let [number, sum, squares] = [0, 0, 0]
  for (const [k, count] of counts.entries()) {
    const middle = ((limits[k - 1] ?? least) + (limits[k] as number)) / 2
    number += count
    sum += count * middle
    squares += count * middle * middle
  }
  const writer = new WireWriter()
  for (const [k, value] of [least, most, number, sum, squares].entries()) {
    writer.tag(k + 1, double)
    writer.double(value)
  }
  for (const [k, list] of [limits, counts].entries()) {
    const packed = new WireWriter()
    for (const value of list) packed.double(value)
    writer.tag(6 + k, length)
    writer.message(packed)
  }
  return writer
}
