import { useEffect, useState } from 'react'
import type { Subscription } from '../../shared/contract/studio/core/client'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'

export interface Streamed<State> {
  /** `undefined` until the first item. */
  readonly state: State | undefined
  readonly problem: ProblemDetails | undefined
}

/**
 * What a stream of the studio has told so far. `subscribe` is called anew when it is another function: keep it with `useCallback`. `reduce` makes the
 * state out of the one before and an item. What comes faster than `everyMs` milliseconds is shown together.
 */
export function useStream<Item, State = Item>(
  subscribe: () => Subscription<Item>,
  reduce: (state: State | undefined, item: Item) => State,
  everyMs = 0,
): Streamed<State> {
  const [told, setTold] = useState<Streamed<State>>({ state: undefined, problem: undefined })
  useEffect(() => {
    setTold({ state: undefined, problem: undefined })
    const items = subscribe()
    let isWanted = true
    let state: State | undefined
    let shownAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = (problem?: ProblemDetails) => {
      clearTimeout(timer)
      timer = undefined
      shownAt = performance.now()
      setTold({ state, problem })
    }
    const read = async () => {
      try {
        for await (const item of items) {
          if (!isWanted) return
          state = reduce(state, item)
          const wait = shownAt + everyMs - performance.now()
          if (wait <= 0) tell()
          else timer ??= setTimeout(tell, wait)
        }
      } catch (error) {
        // A studio that is gone is told of for the whole page.
        const problem = problemOf(error)
        if (isWanted && problem.code !== 'disconnected') tell(problem)
      }
    }
    void read()
    return () => {
      isWanted = false
      clearTimeout(timer)
      items.close()
    }
  }, [subscribe, reduce, everyMs])
  return told
}

/** For streams of which each item is the whole state. */
export const newest = <Item>(_: Item | undefined, item: Item): Item => item
