import { byCodePoint } from './codePointOrder'
import { baseOf, parentOf } from './folderTree'
import type { FileProblem } from './pictureListing'

/**
 * Finds names in one folder that other systems take for one: `A.jpg` and `a.jpg` on Windows and macOS, and one accent written in two
 * ways (NFC, NFD) on macOS. Both files are used; copied to such a system, one would replace the other.
 */
export class NameTwins {
  private readonly seen = new Map<string, string>()

  /** A word about this name if an earlier one is its twin. `name` is inside the folder, `place` inside the source. */
  add(name: string, place: string): FileProblem | undefined {
    const key = twinKey(name)
    const twin = this.seen.get(key)
    if (twin === undefined) {
      this.seen.set(key, name)
      return undefined
    }
    const isCase = twin.normalize('NFC') !== name.normalize('NFC')
    return {
      code: isCase ? 'case-twin' : 'accent-twin',
      message: isCase
        ? `${name} and ${twin} differ in capitals alone: one name on Windows and macOS`
        : `${name} is there twice, its accents written in two ways (NFC, NFD): one name on macOS`,
      remedy: 'rename one of them',
      place,
    }
  }
}

/** The same for all names that some system takes for one. */
export const twinKey = (name: string): string => name.normalize('NFC').toLowerCase()

/** Words about all twins among full names of files and folders. */
export function twinsAmong(names: readonly string[]): FileProblem[] {
  const inFolder = new Map<string, NameTwins>()
  return [...names].sort(byCodePoint).flatMap((name) => {
    const parent = parentOf(name)
    const twins = inFolder.get(parent) ?? new NameTwins()
    inFolder.set(parent, twins)
    const twin = twins.add(baseOf(name), name)
    return twin ? [twin] : []
  })
}
