import type { z } from 'zod'
import type { Services } from './definitions'

/** What ends a call early; an `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface CallOptions {
  readonly signal?: Cancellation | undefined
}

/**
 * The items of a stream, for one reader: `for await (const item of client.runs.watch(...))`. An item that is not taken holds
 * later ones back at the studio. Leaving the loop, `close` or the signal ends it there too.
 */
export interface Subscription<Item> extends AsyncIterable<Item> {
  close(): void
}

/** Every call as a function. What fails throws the studio's Problem; `cancelled` and `disconnected` are the client's own. */
export type Client<S extends Services> = {
  readonly [N in keyof S]: { readonly [C in keyof S[N]]: Call<S[N][C]> }
}

type Call<D> = D extends {
  readonly kind: 'request'
  readonly input: infer I extends z.ZodType
  readonly output: infer O extends z.ZodType
}
  ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
  : D extends {
        readonly kind: 'stream'
        readonly input: infer I extends z.ZodType
        readonly item: infer T extends z.ZodType
      }
    ? (input: z.input<I>, options?: CallOptions) => Subscription<z.output<T>>
    : never
