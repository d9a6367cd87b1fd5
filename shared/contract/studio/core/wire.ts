import { z } from 'zod'
import { ProblemMessage } from '../../problemMessage'

/** Raised with every change of these messages or of a service: a window that was loaded before an update meets a newer studio. */
export const studioProtocol = 1

/** Of a call, chosen by the window; never used twice on one port. */
const id = z.int().nonnegative()
const name = z.string().max(100)
const call = { id, service: name, call: name, input: z.unknown().optional() }

/** How many more items the window will take. */
const credit = z.int().min(1).max(10_000)

/** Window to studio. `hello` is the first. */
export const ToStudio = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), protocol: z.int() }),
  z.strictObject({ kind: z.literal('request'), ...call }),
  z.strictObject({ kind: z.literal('subscribe'), ...call, credit }),
  z.strictObject({ kind: z.literal('credit'), id, credit }),
  /** Nobody waits for the answer or the items any more. */
  z.strictObject({ kind: z.literal('cancel'), id }),
])
export type ToStudio = z.infer<typeof ToStudio>

/** Studio to window. Each call ends with one of `response`, `failed`, `end`. */
export const ToWindow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('welcome'), protocol: z.int() }),
  /** The last message on this port. */
  z.strictObject({ kind: z.literal('refused'), problem: ProblemMessage }),
  z.strictObject({ kind: z.literal('response'), id, output: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('failed'), id, problem: ProblemMessage }),
  z.strictObject({ kind: z.literal('items'), id, items: z.array(z.unknown()).min(1) }),
  z.strictObject({ kind: z.literal('end'), id }),
])
export type ToWindow = z.infer<typeof ToWindow>
