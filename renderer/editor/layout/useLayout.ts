import { useEffect, useMemo, useRef, useState } from 'react'
import { layOut } from './layOut'
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
  const worker = useRef<Worker>(undefined)
  const shown = useRef<Layout>(undefined)
  const newest = useRef(scope)
  newest.current = scope

  useEffect(() => {
    const layouter = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' })
    worker.current = layouter
    layouter.onmessage = ({ data }: MessageEvent<Layout>) => {
      setAnswered({ key, layout: data })
      layouter.terminate()
    }
    // A worker that cannot start must not leave an empty page.
    layouter.onerror = () => setAnswered({ key, layout: layOut(newest.current) })
    layouter.postMessage(newest.current)
    return () => layouter.terminate()
  }, [key])

  const isAnswered = answered?.key === key
  const layout = useMemo(() => {
    if (isAnswered) return answered.layout
    return shown.current && layOut(scope, shown.current.places)
  }, [isAnswered, answered, scope])
  shown.current = layout ?? shown.current
  return {
    layout: shown.current,
    isWorking: !isAnswered && givenUp !== key,
    cancel() {
      worker.current?.terminate()
      setGivenUp(key)
    },
  }
}
