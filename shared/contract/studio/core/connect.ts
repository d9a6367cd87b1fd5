import { Problem } from '../../../problem'
import type { CallOptions, Client, Subscription } from './client'
import type { CallDefinition, Services, StreamDefinition } from './definitions'
import { ItemQueue } from './itemQueue'
import type { StudioPort } from './port'
import { studioProtocol, type ToStudio, ToWindow } from './wire'

/** A window's side of a port. */
export interface Connection<S extends Services> {
  readonly client: Client<S>
  /** Settles when the studio has answered, with a Problem if it refused (`protocol`) or was not there (`disconnected`). */
  readonly ready: Promise<void>
  /** Settles when the port is closed, with the reason. */
  readonly closed: Promise<Problem>
  close(): void
}

/** Speaks to the studio at the other end. Calls may be made at once; they fail if it does not answer. */
export function connect<S extends Services>(port: StudioPort, services: S): Connection<S> {
  const calls = new Calls(port)
  const client = Object.fromEntries(
    Object.entries(services).map(([service, definitions]) => [
      service,
      Object.fromEntries(
        Object.entries(definitions).map(([call, definition]) => [call, calls.functionFor(service, call, definition)]),
      ),
    ]),
  ) as Client<S>
  return { client, ready: calls.ready, closed: calls.closed, close: () => port.close() }
}

/** A call that has not ended: what to do with what comes for it. */
interface OpenCall {
  onResponse(output: unknown): void
  onItems(items: readonly unknown[]): void
  onEnd(): void
  onFailed(problem: Problem): void
}

class Calls {
  readonly ready: Promise<void>
  readonly closed: Promise<Problem>
  private readonly port: StudioPort
  private readonly open = new Map<number, OpenCall>()
  private nextId = 0
  private ended: Problem | undefined

  constructor(port: StudioPort) {
    this.port = port
    let isReady = () => {}
    let isRefused = (_: Problem) => {}
    let isClosed = (_: Problem) => {}
    this.ready = new Promise((resolve, reject) => {
      isReady = resolve
      isRefused = reject
    })
    // Who does not wait for it hears of it by each call.
    this.ready.catch(() => undefined)
    this.closed = new Promise((resolve) => {
      isClosed = resolve
    })
    port.onMessage((raw) => {
      const parsed = ToWindow.safeParse(raw)
      if (!parsed.success) this.leave(notOurs(parsed.error.message))
      else if (parsed.data.kind === 'welcome') isReady()
      else if (parsed.data.kind === 'refused') this.leave(new Problem(parsed.data.problem))
      else this.take(parsed.data)
    })
    port.onClose(() => {
      const problem = this.ended ?? disconnected()
      this.ended = problem
      for (const call of this.open.values()) call.onFailed(problem)
      this.open.clear()
      isRefused(problem)
      isClosed(problem)
    })
    this.post({ kind: 'hello', protocol: studioProtocol })
  }

  private take(message: Exclude<ToWindow, { kind: 'welcome' | 'refused' }>): void {
    const call = this.open.get(message.id)
    // It was cancelled here while this was under way.
    if (!call) return
    if (message.kind !== 'items') this.open.delete(message.id)
    switch (message.kind) {
      case 'items':
        call.onItems(message.items)
        break
      case 'response':
        call.onResponse(message.output)
        break
      case 'failed':
        call.onFailed(new Problem(message.problem))
        break
      case 'end':
        call.onEnd()
        break
    }
  }

  functionFor(service: string, call: string, definition: CallDefinition) {
    return definition.kind === 'request'
      ? (input: unknown, options: CallOptions = {}) =>
          this.request(service, call, input, options).then((output) => {
            const parsed = definition.output.safeParse(output)
            if (!parsed.success) throw notOurs(parsed.error.message)
            return parsed.data
          })
      : (input: unknown, options: CallOptions = {}) => this.subscribe(service, call, definition, input, options)
  }

  private request(service: string, call: string, input: unknown, { signal }: CallOptions): Promise<unknown> {
    if (this.ended) return Promise.reject(this.ended)
    if (signal?.aborted) return Promise.reject(cancelled())
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.cancel(id)
        reject(cancelled())
      }
      const over = () => signal?.removeEventListener('abort', abort)
      this.open.set(id, {
        onResponse: (output) => {
          over()
          resolve(output)
        },
        onFailed: (problem) => {
          over()
          reject(problem)
        },
        onItems: () => this.leave(notOurs('items for a request')),
        onEnd: () => this.leave(notOurs('an end for a request')),
      })
      signal?.addEventListener('abort', abort)
      this.post({ kind: 'request', id, service, call, input })
    })
  }

  private subscribe(
    service: string,
    call: string,
    definition: Omit<StreamDefinition, 'keep'>,
    input: unknown,
    { signal }: CallOptions,
  ): Subscription<unknown> {
    const id = this.nextId++
    const queue = new ItemQueue<unknown>((credit) => this.post({ kind: 'credit', id, credit }))
    const close = () => {
      signal?.removeEventListener('abort', close)
      if (this.open.has(id)) this.cancel(id)
      queue.end()
    }
    if (this.ended) queue.fail(this.ended)
    else if (signal?.aborted) queue.end()
    else {
      this.open.set(id, {
        onItems: (items) => {
          for (const item of items) {
            const parsed = definition.item.safeParse(item)
            if (parsed.success) queue.add(parsed.data)
            else this.leave(notOurs(parsed.error.message))
          }
        },
        onEnd: () => queue.end(),
        onFailed: (problem) => queue.fail(problem),
        onResponse: () => this.leave(notOurs('a response for a stream')),
      })
      signal?.addEventListener('abort', close)
      this.post({ kind: 'subscribe', id, service, call, input, credit: queue.room })
    }
    return { close, [Symbol.asyncIterator]: () => ({ next: () => queue.next(), return: () => queue.leave(close) }) }
  }

  private cancel(id: number): void {
    this.open.delete(id)
    this.post({ kind: 'cancel', id })
  }

  private leave(problem: Problem): void {
    this.ended ??= problem
    this.port.close(problem.details.code)
  }

  private post(message: ToStudio): void {
    this.port.post(message)
  }
}

export const disconnected = (): Problem =>
  new Problem({
    code: 'disconnected',
    message: 'the studio is not there any more',
    remedy: 'wait for the connection to come back, or start Layerloom again',
  })

const cancelled = (): Problem => new Problem({ code: 'cancelled', message: 'the call was cancelled' })

const notOurs = (what: string): Problem =>
  new Problem({
    code: 'protocol',
    message: `the studio sent what the contract does not have: ${what}`,
    remedy: 'load the window again, so that both are of one version',
  })
