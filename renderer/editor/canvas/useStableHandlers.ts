import { useRef, useState } from 'react'

type Handlers = { readonly [name: string]: (...given: never[]) => unknown }

/**
 * The same functions at each drawing, which call the newest ones. React Flow hands its handlers to every node and wire, and tells its store of each that
 * is another: all of them would be drawn again at every step of a drag.
 */
export function useStableHandlers<H extends Handlers>(handlers: H): H {
  const newest = useRef(handlers)
  newest.current = handlers
  const [stable] = useState(
    () =>
      Object.fromEntries(
        Object.keys(handlers).map((name) => [name, (...given: never[]) => newest.current[name]?.(...given)]),
      ) as H,
  )
  return stable
}
