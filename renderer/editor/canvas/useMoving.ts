import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect } from 'react'

/** So long after its last step the view has come to rest, in milliseconds. */
const restMs = 250

/**
 * While the view moves, `data-moving` stands at the canvas: what is drawn then lies on a layer that is moved and scaled as a picture, and is painted
 * again, sharp, when the view rests. Without React, which has nothing to draw for it.
 */
export function useMoving(root: RefObject<HTMLElement | null>): void {
  const store = useStoreApi()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let { transform: last } = store.getState()
    const rest = () => {
      timer = undefined
      delete root.current?.dataset.moving
    }
    const stop = store.subscribe(({ transform }) => {
      if (transform === last) return
      last = transform
      if (timer === undefined && root.current) root.current.dataset.moving = 'true'
      clearTimeout(timer)
      timer = setTimeout(rest, restMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store, root])
}
