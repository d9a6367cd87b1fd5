/**
 * Which page a window shows, kept in its address behind `#`: it survives a reload of the window, serves as a bookmark in a browser, and is how a shell opens one.
 *
 *   #/                              home
 *   #/project/<folder>[/<run>]      a project and the run that is looked at
 */
export type WindowPlace =
  | { readonly page: 'home' }
  | { readonly page: 'project'; readonly folder: string; readonly run: string | undefined }

export function parsePlace(hash: string): WindowPlace {
  const [page, folder, run] = hash.replace(/^#\/?/, '').split('/').map(decoded)
  if (page !== 'project' || !folder) return { page: 'home' }
  return { page, folder, run: run || undefined }
}

/** With its `#`. */
export const addressOf = (place: WindowPlace): string =>
  place.page === 'home'
    ? '#/'
    : `#/project/${encodeURIComponent(place.folder)}${place.run === undefined ? '' : `/${encodeURIComponent(place.run)}`}`

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // An address that somebody wrote by hand.
    return ''
  }
}
