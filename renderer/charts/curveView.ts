import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** What all charts of a page share: the stretch of steps that is shown, the crosshair, and whether the newest step stays in sight. */
export interface CurveView {
  /** Steps that are shown; `undefined`: all. */
  readonly range: readonly [from: number, to: number] | undefined
  /** Where the crosshair stands, in steps. */
  readonly cross: number | undefined
  /** The right edge goes along with the run. */
  readonly isLive: boolean
}

/** A page's view of its curves. The crosshair moves at each pixel: only who draws it listens to it. */
export function createCurveView(): StoreApi<CurveView> {
  return createStore<CurveView>(() => ({ range: undefined, cross: undefined, isLive: true }))
}

const none = createCurveView()
export const CurveViewContext = createContext<StoreApi<CurveView>>(none)

export const useCurveView = (): StoreApi<CurveView> => useContext(CurveViewContext)
export const useCurveRange = (): CurveView['range'] => useStore(useCurveView(), ({ range }) => range)
export const useCross = (): number | undefined => useStore(useCurveView(), ({ cross }) => cross)
export const useIsLive = (): boolean => useStore(useCurveView(), ({ isLive }) => isLive)

/**
 * The steps that a chart shows. A zoomed view that is live keeps its width and goes along with the newest step, until somebody scrolls.
 *
 * @param whole the first and the last step that there are or will be
 * @param newest the last step that was done
 */
export function shownRange(
  { range, isLive }: Pick<CurveView, 'range' | 'isLive'>,
  whole: readonly [number, number],
  newest: number,
): readonly [number, number] {
  if (!range) return whole
  const width = Math.min(range[1] - range[0], whole[1] - whole[0])
  if (isLive) {
    const to = Math.min(whole[1], Math.max(newest + 0.1 * width, whole[0] + width))
    return [to - width, to]
  }
  const from = Math.min(Math.max(range[0], whole[0]), whole[1] - width)
  return [from, from + width]
}

/** The range zoomed about a place: `factor` below 1 shows less. All of it: `undefined`. At least four steps stay. */
export function zoomed(
  [from, to]: readonly [number, number],
  whole: readonly [number, number],
  about: number,
  factor: number,
): CurveView['range'] {
  const width = Math.max(4, (to - from) * factor)
  if (width >= whole[1] - whole[0]) return undefined
  const part = to > from ? (about - from) / (to - from) : 0.5
  const begin = Math.min(Math.max(about - part * width, whole[0]), whole[1] - width)
  return [begin, begin + width]
}
