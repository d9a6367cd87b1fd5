import { useEffect, useRef, useState } from 'react'

/** The newest value, handed on at most every `ms` milliseconds: a chart that is drawn ten times a second shows no more than one drawn four times. */
export function useSlow<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value)
  const newest = useRef(value)
  const shownAt = useRef(0)
  newest.current = value
  useEffect(() => {
    if (Object.is(value, shown)) return
    const wait = Math.max(0, shownAt.current + ms - performance.now())
    const timer = setTimeout(() => {
      shownAt.current = performance.now()
      setShown(newest.current)
    }, wait)
    return () => clearTimeout(timer)
  }, [value, shown, ms])
  return shown
}
