import type { ActivationsAnswer } from '../../shared/contract/lab/labAnswer'
import type { Network } from '../../shared/model/network'
import { problemOf } from '../../shared/problemOf'
import type { Preprocessing } from '../../shared/records/preprocessing'
import { hearAnswer, type PreviewChoice, type PreviewStore } from './previewStore'

/** What is looked at: another object where any of it is another. */
export interface PreviewSubject {
  readonly network: Network
  readonly preprocessing: Preprocessing
  readonly choice: PreviewChoice
}

type Ask = (subject: PreviewSubject, layers: readonly string[], signal: AbortSignal) => Promise<ActivationsAnswer>

/** Waits so long after the last edit, in milliseconds. */
const restMs = 150
/** Layers of one question: each compiles the network as far as its deepest layer, and what is done is shown between them. */
const batch = 16

/**
 * Asks what the layers in view make of a picture: what is not known yet, some at a time, in the order of the view. A view that moves on changes what is
 * asked next; another subject ends what is being worked out.
 */
export class LayerLook {
  private readonly store: PreviewStore
  private readonly ask: Ask
  private subject: PreviewSubject | undefined
  private wanted: readonly string[] = []
  /** Layers that were asked for, whether there was something to show or not. */
  private asked = new Set<string>()
  private working: AbortController | undefined
  private isStopped = false

  constructor(store: PreviewStore, ask: Ask) {
    this.store = store
    this.ask = ask
  }

  want(subject: PreviewSubject, layers: readonly string[]): void {
    if (subject === this.subject && layers === this.wanted) return
    this.wanted = layers
    this.isStopped = false
    if (subject !== this.subject) {
      this.working?.abort()
      this.working = undefined
      this.subject = subject
      this.asked = new Set()
    }
    if (this.working) this.tell()
    else if (this.missing().length > 0 || this.asked.size === 0) void this.work(subject)
  }

  /** By the person; until something else is wanted. */
  stop(): void {
    this.isStopped = true
    this.end()
  }

  /** Nothing is shown any more. */
  forget(): void {
    this.end()
    this.subject = undefined
    this.wanted = []
    this.store.setState({ activations: new Map(), problem: undefined })
  }

  end(): void {
    this.working?.abort()
    this.working = undefined
    this.store.setState({ progress: undefined })
  }

  private missing(): string[] {
    return this.wanted.filter((layer) => !this.asked.has(layer))
  }

  private async work(subject: PreviewSubject): Promise<void> {
    const end = new AbortController()
    this.working = end
    this.tell()
    await new Promise((resolve) => setTimeout(resolve, restMs))
    try {
      // Without layers too: the picture itself is shown.
      for (let isFirst = this.asked.size === 0; !end.signal.aborted; isFirst = false) {
        const missing = this.missing()
        if (missing.length === 0 && !isFirst) break
        const answer = await this.ask(subject, missing.slice(0, batch), end.signal)
        if (end.signal.aborted) return
        for (const layer of missing.slice(0, batch)) this.asked.add(layer)
        hearAnswer(this.store, answer, { isFirst, toCome: new Set(missing.slice(batch)) })
        this.tell()
      }
    } catch (error) {
      const problem = problemOf(error)
      // A newer question is on its way, or the page says already that nobody answers.
      const isOld = problem.code === 'superseded' || problem.code === 'disconnected'
      if (!end.signal.aborted && !isOld) this.store.setState({ problem, activations: new Map() })
    }
    if (this.working !== end) return
    this.working = undefined
    this.store.setState({ progress: undefined })
  }

  private tell(): void {
    const all = this.wanted.length
    this.store.setState({ progress: this.isStopped ? undefined : { done: all - this.missing().length, all } })
  }
}
