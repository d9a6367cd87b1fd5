import type { z } from 'zod'
import type { Service, Services } from './definitions'

/** What a stream's handler is given besides the context. */
export interface Emits<Item> {
  /** The next item. Never waits and never fails: what a slow reader has not taken is kept as the definition says. */
  emit(item: Item): void
}

/**
 * One handler a call. A request's handler gives the answer, a stream's handler emits items and settles when there are no more or nobody listens.
 * Both throw a Problem for what a person can mend. `Context` is what the studio knows of whoever calls.
 */
export type Handlers<S extends Service, Context> = {
  readonly [C in keyof S]: Handler<S[C], Context>
}

type Handler<D, Context> = D extends {
  readonly kind: 'request'
  readonly input: infer I extends z.ZodType
  readonly output: infer O extends z.ZodType
}
  ? (input: z.output<I>, context: Context) => Promise<z.input<O>>
  : D extends {
        readonly kind: 'stream'
        readonly input: infer I extends z.ZodType
        readonly item: infer T extends z.ZodType
      }
    ? (input: z.output<I>, context: Context & Emits<z.input<T>>) => Promise<void>
    : never

export type AllHandlers<S extends Services, Context> = { readonly [N in keyof S]: Handlers<S[N], Context> }
