import { z } from 'zod'
import type { CallContext } from '../../main/studio/serving/serveClient'
import { request, service, stream } from '../../shared/contract/studio/core/definitions'
import type { AllHandlers } from '../../shared/contract/studio/core/handlers'
import { Problem } from '../../shared/problem'

/** Calls of every kind that the contract knows, for what must hold over every carrier. */
const echo = service({
  /** Gives back what it got, bytes included. */
  back: request({
    input: z.strictObject({
      text: z.string(),
      many: z.array(z.number()).default([1, 2]),
      optional: z.string().optional(),
      bytes: z.array(z.strictObject({ name: z.string(), data: z.instanceof(Uint8Array) })),
    }),
    output: z.strictObject({
      text: z.string(),
      many: z.array(z.number()),
      optional: z.string().optional(),
      bytes: z.array(z.strictObject({ name: z.string(), data: z.instanceof(Uint8Array) })),
    }),
  }),
  nothing: request({ input: z.strictObject({}), output: z.undefined() }),
  refuse: request({ input: z.strictObject({}), output: z.undefined() }),
  breakDown: request({ input: z.strictObject({}), output: z.undefined() }),
  /** Answers only when it is cancelled. */
  wait: request({ input: z.strictObject({}), output: z.undefined() }),
})

const from = z.strictObject({ upTo: z.int() })
const counting = service({
  /** 1 to `upTo`, at once; then the end. */
  all: stream({ input: from, item: z.int(), keep: 'all' }),
  latest: stream({ input: from, item: z.int(), keep: 'latest' }),
  /** Sums of what waited. */
  merged: stream({
    input: from,
    item: z.strictObject({ sum: z.int(), newest: z.int() }),
    keep: (waiting, next) => ({ sum: waiting.sum + next.sum, newest: next.newest }),
    everyMs: 20,
  }),
  /** An item with bytes, then none until the reader leaves. */
  endless: stream({ input: z.strictObject({}), item: z.instanceof(Uint8Array), keep: 'latest' }),
  refuse: stream({ input: z.strictObject({}), item: z.int(), keep: 'all' }),
})

export const sampleServices = { echo, counting }

/** What the handlers saw. */
export interface Seen {
  cancelled: string[]
}

export function sampleHandlers(seen: Seen): AllHandlers<typeof sampleServices, CallContext> {
  const untilCancelled = (signal: AbortSignal, call: string) =>
    new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => {
        seen.cancelled.push(call)
        resolve(undefined)
      })
    })
  return {
    echo: {
      back: async (input) => input,
      nothing: async () => undefined,
      refuse: async () => {
        throw new Problem({ code: 'no', message: 'it will not', remedy: 'ask otherwise', place: 'here', layer: 'conv' })
      },
      breakDown: async () => {
        throw new Error('secret detail')
      },
      wait: (_input, { signal }) => untilCancelled(signal, 'wait'),
    },
    counting: {
      all: async ({ upTo }, { emit }) => {
        for (let n = 1; n <= upTo; n++) emit(n)
      },
      latest: async ({ upTo }, { emit }) => {
        for (let n = 1; n <= upTo; n++) emit(n)
      },
      merged: async ({ upTo }, { emit }) => {
        for (let n = 1; n <= upTo; n++) emit({ sum: n, newest: n })
      },
      endless: async (_input, { emit, signal }) => {
        emit(Uint8Array.of(7, 8, 9))
        await untilCancelled(signal, 'endless')
      },
      refuse: async (_input, { emit }) => {
        emit(1)
        throw new Problem({ code: 'no', message: 'no more' })
      },
    },
  }
}
