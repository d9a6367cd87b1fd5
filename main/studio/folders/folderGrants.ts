import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { containedPath, isInside } from './containedPath'

/** Folders that the person has given the studio's windows, at the start or in a native dialog. */
export class FolderGrants {
  private readonly granted = new Set<string>()
  /** Where the studio keeps its own settings: never a window's business, whatever was granted. */
  private readonly workspace: string

  constructor(workspace: string, roots: readonly string[] = []) {
    this.workspace = workspace
    for (const root of roots) this.grant(root)
  }

  grant(folder: string): void {
    this.granted.add(path.resolve(folder))
  }

  roots(): string[] {
    return [...this.granted].sort()
  }

  /** The real place of a path that a window names. Throws the Problem `outside-roots`. */
  async place(wanted: string): Promise<string> {
    const real = await containedPath(this.roots(), wanted)
    const workspace = await containedPath([this.workspace], this.workspace)
    if (!isInside(workspace, real)) return real
    throw new Problem({
      code: 'outside-roots',
      message: "the studio's own settings are no place for that",
      remedy: 'choose another folder',
      place: wanted.slice(0, 300),
    })
  }
}
