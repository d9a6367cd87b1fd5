import { useCallback, useEffect, useRef, useState } from 'react'

export interface AskedValue {
  /** What to draw in the place of the told value; undefined where that is the truth. */
  readonly drawn: number | undefined
  /** While it is turned. */
  draw(value: number): void
  /** When it is let go; `asked` tells whether it was taken. */
  commit(value: number, asked: Promise<boolean>): void
}

/**
 * A value that is turned here and told from elsewhere a moment later. What a person turned it to stays drawn until then:
 * a key that is held would else start again and again from the old value.
 */
export function useAskedValue(told: number): AskedValue {
  const [drawn, setDrawn] = useState<number>()
  const isTurned = useRef(false)
  const open = useRef(0)
  const latest = useRef(told)
  useEffect(() => {
    latest.current = told
    if (!isTurned.current && open.current === 0) setDrawn(undefined)
  }, [told])
  const draw = useCallback((value: number) => {
    isTurned.current = true
    setDrawn(value)
  }, [])
  const commit = useCallback((value: number, asked: Promise<boolean>) => {
    const before = latest.current
    isTurned.current = false
    open.current++
    setDrawn(value)
    asked.then((isTaken) => {
      open.current--
      if (isTurned.current || open.current > 0) return
      // Refused, or told before the answer came: no later word would end it.
      if (!isTaken || latest.current !== before) setDrawn(undefined)
    })
  }, [])
  return { drawn, draw, commit }
}
