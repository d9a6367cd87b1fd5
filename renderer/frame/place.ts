import { useSyncExternalStore } from 'react'
import { addressOf, parsePlace, type WindowPlace } from '../../shared/contract/windowPlace'

export function goTo(place: WindowPlace): void {
  window.location.hash = addressOf(place)
}

/** The place now, and again whenever it changes. */
export const usePlace = (): WindowPlace => parsePlace(useSyncExternalStore(onHashChange, () => window.location.hash))

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
