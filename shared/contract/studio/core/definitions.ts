import type { z } from 'zod'

/**
 * What a window may ask of the studio, as values: the schemas check both sides at run time, the types of client and handlers are
 * derived from them. A new call is a line here and its handler, nothing else.
 */

/** A question with one answer. `input` and `output` may hold `Uint8Array`; they cross every carrier as bytes. */
export interface RequestDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'request'
  readonly input: I
  readonly output: O
}

/**
 * What happens to items that a slow reader has not taken yet.
 *
 *   'all'      each counts; a reader who falls too far behind is cut off by the Problem `too-slow` and begins again
 *   'latest'   only the newest
 *   a function makes one of two: the one that waits and the next
 */
export type Keep<Item> = 'all' | 'latest' | ((waiting: Item, next: Item) => Item)

/** Many answers, until the reader leaves or there are no more. The first item tells the whole state, so that a reader may begin again at any time. */
export interface StreamDefinition<I extends z.ZodType = z.ZodType, T extends z.ZodType = z.ZodType> {
  readonly kind: 'stream'
  readonly input: I
  readonly item: T
  readonly keep: Keep<z.output<T>>
  /** At most one delivery in that time, in milliseconds; 0: as they come. */
  readonly everyMs: number
}

export type CallDefinition = RequestDefinition | AnyStream
// Its `keep` takes items of its own type only, so that no stream type fits all but this.
type AnyStream = Omit<StreamDefinition, 'keep'> & {
  readonly keep: 'all' | 'latest' | ((waiting: never, next: never) => unknown)
}

export type Service = Readonly<Record<string, CallDefinition>>
export type Services = Readonly<Record<string, Service>>

export const request = <I extends z.ZodType, O extends z.ZodType>(definition: {
  input: I
  output: O
}): RequestDefinition<I, O> => ({ kind: 'request', ...definition })

export const stream = <I extends z.ZodType, T extends z.ZodType>({
  everyMs = 0,
  ...definition
}: {
  input: I
  item: T
  keep: Keep<z.output<T>>
  everyMs?: number
}): StreamDefinition<I, T> => ({ kind: 'stream', everyMs, ...definition })

/** Groups calls; the name is that under which the list of services has it. */
export const service = <S extends Service>(calls: S): S => calls
