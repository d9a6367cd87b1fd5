import { type ComponentType, createElement, lazy } from 'react'

/** What makes each page that could not be fetched ready to be asked for anew. */
const failed = new Set<() => void>()

export interface PageModule<Props extends object> {
  readonly default: ComponentType<Props>
  /** Starts what takes its time to start, before the page is shown. */
  readonly prepare?: () => void
}

export interface LaterPage<Props extends object> {
  readonly Page: ComponentType<Props>
  /** Fetches it, for it is about to be shown. */
  fetchAhead(): void
}

/**
 * A component that is fetched when it is first shown. React keeps the failure of a lazy one for good; here whoever has shown it calls `askAgain`, and the
 * next time it is shown it is fetched anew.
 */
export function laterPage<Props extends object>(load: () => Promise<PageModule<Props>>): LaterPage<Props> {
  let fetched = lazy(fetch)
  function fetch() {
    return load().catch((error: unknown) => {
      // Not at once: React, which waits for this one, would take the next and never hear of the failure.
      failed.add(() => {
        fetched = lazy(fetch)
      })
      throw error
    })
  }
  const shown = (props: Props) => createElement(fetched as ComponentType<Props>, props)
  return {
    Page: shown,
    // Why it could not be fetched is said when it is shown.
    fetchAhead: () =>
      void load().then(
        ({ prepare }) => prepare?.(),
        () => undefined,
      ),
  }
}

/** After a failure was shown. */
export function askAgain(): void {
  for (const renew of failed) renew()
  failed.clear()
}
