import { lstatSync } from 'node:fs'
import { parentOf } from '../folderTree'
import { systemPath } from '../rawName'

/** Tells whether a name inside a folder is reached through a link, and asks the system once a folder. */
export class LinkAbove {
  private readonly folder: string
  private readonly known = new Map<string, boolean>([['', false]])

  constructor(folder: string) {
    this.folder = folder
  }

  /** Errors of the system are thrown as they come. */
  isAbove(name: string): boolean {
    const parent = parentOf(name)
    const known = this.known.get(parent)
    if (known !== undefined) return known
    const found = this.isAbove(parent) || lstatSync(systemPath(this.folder, parent)).isSymbolicLink()
    this.known.set(parent, found)
    return found
  }
}
