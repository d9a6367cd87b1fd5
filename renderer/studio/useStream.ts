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
 * state out of the one before and an item.
 */
export function useStream<Item, State = Item>(
  subscribe: () => Subscription<Item>,
  reduce: (state: State | undefined, item: Item) => State,
): Streamed<State> {
  const [told, setTold] = useState<Streamed<State>>({ state: undefined, problem: undefined })
  useEffect(() => {
    setTold({ state: undefined, problem: undefined })
    const items = subscribe()
    let isWanted = true
    const read = async () => {
      try {
        for await (const item of items) {
          if (!isWanted) return
          setTold(({ state }) => ({ state: reduce(state, item), problem: undefined }))
        }
      } catch (error) {
        // A studio that is gone is told of for the whole page.
        const problem = problemOf(error)
        if (isWanted && problem.code !== 'disconnected') setTold(({ state }) => ({ state, problem }))
      }
    }
    void read()
    return () => {
      isWanted = false
      items.close()
    }
  }, [subscribe, reduce])
  return told
}

/** For streams of which each item is the whole state. */
export const newest = <Item>(_: Item | undefined, item: Item): Item => item
