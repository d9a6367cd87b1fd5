import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Where the tour stands; `undefined`: there is none. It survives a reload of the page. */
export interface TourState {
  readonly folder: string | undefined
  readonly step: number
  /** Why its project could not be made. */
  readonly isBeginning: boolean
}

const place = 'layerloom:tour'
const store = createStore<{ readonly tour: TourState | undefined }>(() => ({ tour: remembered() }))

export const useTour = (): TourState | undefined => useStore(store, ({ tour }) => tour)

export const startTour = (): void => become({ folder: undefined, step: 0, isBeginning: true })
export const endTour = (): void => become(undefined)
export const tourAt = (folder: string, step: number): void => become({ folder, step, isBeginning: false })

function become(tour: TourState | undefined): void {
  if (tour?.folder) window.sessionStorage.setItem(place, JSON.stringify({ folder: tour.folder, step: tour.step }))
  else window.sessionStorage.removeItem(place)
  store.setState({ tour })
}

function remembered(): TourState | undefined {
  const said = typeof window === 'undefined' ? null : window.sessionStorage.getItem(place)
  if (!said) return undefined
  try {
    const { folder, step } = JSON.parse(said) as { folder?: unknown; step?: unknown }
    if (typeof folder === 'string' && typeof step === 'number') return { folder, step, isBeginning: false }
  } catch {
    // Not ours.
  }
  return undefined
}
