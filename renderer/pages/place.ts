import { useSyncExternalStore } from 'react'

/**
 * Which page is shown, kept in the address behind `#`: it survives a reload of the window and serves as a bookmark in a browser.
 *
 *   #/                              home
 *   #/project/<folder>[/<run>]      a project and the run that is looked at
 */
export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'project'; readonly folder: string; readonly run: string | undefined }

export function parsePlace(hash: string): Place {
  const [page, folder, run] = hash.replace(/^#\/?/, '').split('/').map(decoded)
  if (page !== 'project' || !folder) return { page: 'home' }
  return { page, folder, run: run || undefined }
}

export const addressOf = (place: Place): string =>
  place.page === 'home'
    ? '#/'
    : `#/project/${encodeURIComponent(place.folder)}${place.run === undefined ? '' : `/${encodeURIComponent(place.run)}`}`

export function goTo(place: Place): void {
  window.location.hash = addressOf(place)
}

/** The place now, and again whenever it changes. */
export const usePlace = (): Place => parsePlace(useSyncExternalStore(onHashChange, () => window.location.hash))

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // An address that somebody wrote by hand.
    return ''
  }
}
