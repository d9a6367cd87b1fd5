import type { CallDefinition, Services, StreamDefinition } from '../../../shared/contract/studio/core/definitions'
import type { AllHandlers } from '../../../shared/contract/studio/core/handlers'
import type { StudioPort } from '../../../shared/contract/studio/core/port'
import { studioProtocol, ToStudio, type ToWindow } from '../../../shared/contract/studio/core/wire'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { jsonPointer } from '../../../shared/records/record'
import { Outflow } from './outflow'

/** What the studio knows of a call while it handles it. */
export interface CallContext {
  /** Aborted when the window cancels the call or is gone. */
  readonly signal: AbortSignal
}

export interface Serving<S extends Services, Context extends CallContext> {
  readonly services: S
  readonly handlers: AllHandlers<S, Context>
  /** What the handlers are told besides the signal: who the window is, what it may see. */
  readonly context: Omit<Context, 'signal'>
  /** A handler threw what is not a Problem. The window is told that there was a fault, without a stack. */
  onBug(error: unknown, call: string): void
}

/** Calls of one window that may be under way at once. */
const mostCalls = 256

/**
 * Answers one window until its port closes. Whatever it sends is checked against the contract first: a message of another kind closes the port,
 * an input that does not fit fails its call before a handler sees it.
 */
export function serveClient<S extends Services, Context extends CallContext>(
  serving: Serving<S, Context>,
  port: StudioPort,
): void {
  const window = new ServedWindow(serving, port)
  port.onMessage((raw) => window.hear(raw))
  port.onClose(() => window.leave())
}

type CallMessage = Extract<ToStudio, { kind: 'request' | 'subscribe' }>

/** A window that does not keep to the protocol. */
class Breach extends Error {}

/** A handler as it is called once the contract has been checked. */
type AnyHandler = (input: unknown, context: object) => Promise<unknown>

interface Running {
  readonly abort: AbortController
  readonly outflow?: Outflow
}

class ServedWindow<S extends Services, Context extends CallContext> {
  private readonly serving: Serving<S, Context>
  private readonly port: StudioPort
  private readonly running = new Map<number, Running>()
  private newestId = -1
  private isWelcome = false

  constructor(serving: Serving<S, Context>, port: StudioPort) {
    this.serving = serving
    this.port = port
  }

  hear(raw: unknown): void {
    try {
      const parsed = ToStudio.safeParse(raw)
      if (!parsed.success) throw new Breach('a message that the contract does not have')
      if (this.isWelcome) this.take(parsed.data)
      else this.welcome(parsed.data)
    } catch (error) {
      if (!(error instanceof Breach)) throw error
      this.port.close(`protocol: ${error.message}`)
      this.leave()
    }
  }

  /** The window is gone. */
  leave(): void {
    for (const id of [...this.running.keys()]) this.cancel(id)
  }

  private welcome(message: ToStudio): void {
    if (message.kind !== 'hello') throw new Breach('the first message is not "hello"')
    if (message.protocol === studioProtocol) {
      this.isWelcome = true
      this.post({ kind: 'welcome', protocol: studioProtocol })
    } else {
      this.post({ kind: 'refused', problem: otherProtocol(message.protocol) })
      this.port.close('protocol: another version')
    }
  }

  private take(message: ToStudio): void {
    switch (message.kind) {
      case 'hello':
        throw new Breach('a second "hello"')
      case 'request':
      case 'subscribe':
        if (message.id <= this.newestId) throw new Breach('a call with a number that was used')
        this.newestId = message.id
        this.begin(message)
        break
      case 'credit':
        this.running.get(message.id)?.outflow?.grant(message.credit)
        break
      case 'cancel':
        this.cancel(message.id)
        break
    }
  }

  private begin(message: CallMessage): void {
    const { id } = message
    const name = `${message.service}.${message.call}`
    const abort = new AbortController()
    const context = { ...this.serving.context, signal: abort.signal }
    try {
      const { definition, handler, input } = this.check(message)
      if (message.kind === 'request') {
        this.running.set(id, { abort })
        void this.answer(id, name, () => handler(input, context))
      } else {
        const outflow = this.openOutflow(id, definition as StreamDefinition, message.credit)
        this.running.set(id, { abort, outflow })
        const emit = (item: unknown) => outflow.add(item)
        void this.flow(id, name, outflow, () => handler(input, { ...context, emit }))
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.fail(id, error.details)
    }
  }

  /** Finds the call and reads its input. */
  private check(message: CallMessage) {
    const { service, call, kind } = message
    const { services, handlers } = this.serving
    const definition = own(own(services, service), call) as CallDefinition | undefined
    const handler = own(own(handlers, service), call) as AnyHandler | undefined
    if (!definition || !handler) throw noSuchCall(service, call)
    if ((definition.kind === 'stream') !== (kind === 'subscribe')) throw noSuchCall(service, `${call} as ${kind}`)
    if (this.running.size >= mostCalls) throw tooManyCalls()
    const input = definition.input.safeParse(message.input)
    if (!input.success) throw badInput(`${service}.${call}`, input.error.issues[0])
    return { definition, handler, input: input.data }
  }

  private openOutflow(id: number, { keep, everyMs }: StreamDefinition, credit: number): Outflow {
    return new Outflow({
      keep,
      everyMs,
      credit,
      send: (items) => this.post({ kind: 'items', id, items }),
      onOverflow: () => {
        this.cancel(id)
        this.fail(id, tooSlow())
      },
    })
  }

  private async answer(id: number, call: string, handle: () => Promise<unknown>): Promise<void> {
    try {
      const output = await handle()
      if (this.running.delete(id)) this.post({ kind: 'response', id, output })
    } catch (error) {
      this.failWith(id, call, error)
    }
  }

  private async flow(id: number, call: string, outflow: Outflow, handle: () => Promise<unknown>): Promise<void> {
    try {
      await handle()
      // The last items are the reader's too, however slow it is.
      await outflow.finish()
      if (this.running.delete(id)) this.post({ kind: 'end', id })
    } catch (error) {
      outflow.close()
      this.failWith(id, call, error)
    }
  }

  private failWith(id: number, call: string, error: unknown): void {
    const isWanted = this.running.delete(id)
    if (error instanceof Problem) {
      if (isWanted) this.fail(id, error.details)
      return
    }
    // Whoever asked is gone, and the handler gave up because of it: that is no fault.
    if (!isWanted && (error as Error)?.name === 'AbortError') return
    this.serving.onBug(error, call)
    if (isWanted) this.fail(id, { code: 'bug', message: `a fault in Layerloom itself, in ${call}` })
  }

  private cancel(id: number): void {
    const call = this.running.get(id)
    if (!call) return
    this.running.delete(id)
    call.outflow?.close()
    call.abort.abort()
  }

  private fail(id: number, problem: ProblemDetails): void {
    this.post({ kind: 'failed', id, problem })
  }

  private post(message: ToWindow): void {
    this.port.post(message)
  }
}

/** A value under its own key: `constructor` and `__proto__` name nothing here. */
const own = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined

const noSuchCall = (service: string, call: string): Problem =>
  new Problem({
    code: 'no-such-call',
    message: `the studio has no call ${service}.${call}`,
    remedy: 'load the window again, so that both are of one version',
  })

const badInput = (
  call: string,
  issue: { readonly message: string; readonly path: readonly PropertyKey[] } | undefined,
): Problem =>
  new Problem({
    code: 'bad-input',
    message: `${call} was asked with what it does not take: ${issue?.message.replace(/\.$/, '') ?? 'no reason'}`,
    place: `input${issue ? jsonPointer(issue.path) : ''}`,
  })

const tooManyCalls = (): Problem =>
  new Problem({
    code: 'too-many-calls',
    message: `the window has ${mostCalls} calls under way already`,
    remedy: 'wait until some are done',
  })

const tooSlow = (): ProblemDetails => ({
  code: 'too-slow',
  message: 'the window took no items for so long that some would be lost',
  remedy: 'begin the stream again: its first item tells the whole state',
})

const otherProtocol = (theirs: number): ProblemDetails => ({
  code: 'protocol',
  message: `the window speaks version ${theirs} of the contract, this studio version ${studioProtocol}`,
  remedy: 'load the window again, so that both are of one version',
})
