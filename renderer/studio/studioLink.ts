import { connect, type StudioClient, type StudioPort, studioServices } from '../../shared/contract/studio'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'

/** How the page stands to the studio. A lost studio is looked for again; every view then begins anew with the next client. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly client: StudioClient }
  | { readonly kind: 'lost'; readonly problem: ProblemDetails }

const retryMs = 1000

/** Keeps one connection to the studio and tells how it stands. */
export class StudioLink {
  private readonly open: () => Promise<StudioPort>
  private readonly listeners = new Set<() => void>()
  private current: LinkState = { kind: 'connecting' }

  constructor(open: () => Promise<StudioPort>) {
    this.open = open
    void this.keepConnected()
  }

  readonly state = (): LinkState => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private async keepConnected(): Promise<void> {
    for (;;) {
      try {
        const { client, ready, closed } = connect(await this.open(), studioServices)
        await ready
        this.become({ kind: 'ready', client })
        this.become({ kind: 'lost', problem: (await closed).details })
      } catch (error) {
        this.become({ kind: 'lost', problem: problemOf(error) })
      }
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }

  private become(state: LinkState): void {
    this.current = state
    for (const listener of [...this.listeners]) listener()
  }
}
