/** The pages of a project, in the order of the rail. */
export const projectPages = ['data', 'model', 'train', 'runs', 'evaluate', 'export'] as const
/** In the place of a run on `train`: the one that is not begun yet. No run is called so. */
export const runToBe = '+new'

export type ProjectPage = (typeof projectPages)[number]

/**
 * Which page a window shows, kept in its address behind `#`: it survives a reload of the window, serves as a bookmark in a browser, and is how a shell opens one.
 *
 *   #/                                     home
 *   #/project/<folder>[/<page>[/<run>]]    a page of a project, and the run that is looked at; without a page: `train`
 *   #/project/<folder>/<run>               as addresses were before there were pages: the run on `train`
 */
export type WindowPlace =
  | { readonly page: 'home' }
  | { readonly page: ProjectPage; readonly folder: string; readonly run: string | undefined }

export function parsePlace(hash: string): WindowPlace {
  const [kind, folder, second, third] = hash.replace(/^#\/?/, '').split('/').map(decoded)
  if (kind !== 'project' || !folder) return { page: 'home' }
  const page = projectPages.find((known) => known === second)
  return page ? { page, folder, run: third || undefined } : { page: 'train', folder, run: second || undefined }
}

/** With its `#`. */
export function addressOf(place: WindowPlace): string {
  if (place.page === 'home') return '#/'
  const parts = [place.folder, place.page, ...(place.run === undefined ? [] : [place.run])]
  return `#/project/${parts.map(encodeURIComponent).join('/')}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // An address that somebody wrote by hand.
    return ''
  }
}
