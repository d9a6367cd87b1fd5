import { useEffect, useMemo, useRef, useState } from 'react'
import { afterFrame } from './afterFrame'
import { layBeside } from './layBeside'
import { layouter } from './layouter'
import type { Layout, ScopeToLay } from './layoutRequest'

interface Answered {
  readonly key: string
  readonly layout: Layout
}

/**
 * The layout of what is shown. A worker makes it; until it answers, what stood before stays and what is new stands beside it. A newer
 * wish ends the worker at the old one. `isWorking` tells that a layout is being made, and `cancel` leaves things as they are.
 */
export function useLayout(scope: ScopeToLay): {
  readonly layout: Layout | undefined
  readonly isWorking: boolean
  cancel(): void
} {
  const key = useMemo(() => JSON.stringify(scope), [scope])
  const [answered, setAnswered] = useState<Answered>()
  const [givenUp, setGivenUp] = useState<string>()
  const shown = useRef<Layout>(undefined)
  /** Takes back what is not yet asked. */
  const pending = useRef<() => void>(undefined)
  const newest = useRef(scope)
  newest.current = scope

  useEffect(() => () => layouter.close(), [])
  useEffect(() => {
    let isWanted = true
    const answer = (layout: Layout) => {
      if (isWanted) setAnswered({ key, layout })
    }
    // A worker that cannot start must not leave an empty page.
    const here = () => void import('./layOut').then(({ layOut }) => answer(layOut(newest.current)))
    const ask = () => layouter.ask(newest.current, answer, here)
    // What is shown beside until then goes first: the worker and the frame would be in each other's way.
    if (shown.current) pending.current = afterFrame(ask)
    else ask()
    return () => {
      isWanted = false
      pending.current?.()
      layouter.end()
    }
  }, [key])

  const isAnswered = answered?.key === key
  const layout = useMemo(() => {
    if (isAnswered) return answered.layout
    return shown.current && layBeside(scope, shown.current.places)
  }, [isAnswered, answered, scope])
  shown.current = layout ?? shown.current
  return {
    layout: shown.current,
    isWorking: !isAnswered && givenUp !== key,
    cancel() {
      pending.current?.()
      layouter.end()
      setGivenUp(key)
    },
  }
}
