import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Grant } from '../../../shared/contract/desktopBridge'

/**
 * Places on the disk that a person chose in a dialog or dropped on the window, under a name that cannot be guessed. The window hands the name back where a
 * call wants a place, and so can reach nothing that the person did not point at.
 */
export interface Grants {
  give(place: string): Grant
  /** `undefined`: nobody gave it. */
  placeOf(id: string): string | undefined
}

export function createGrants(): Grants {
  const places = new Map<string, string>()
  return {
    give(place) {
      const id = randomUUID()
      places.set(id, path.resolve(place))
      return { id, name: path.basename(place) }
    },
    placeOf: (id) => places.get(id),
  }
}
