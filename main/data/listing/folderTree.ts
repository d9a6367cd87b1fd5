import type { FoundFiles } from './walkFolder'

/** What lies directly in one folder. */
interface FolderContents {
  files: number
  /** Full names. */
  readonly folders: string[]
}

/** Which folders lie in which, and how many files each holds itself. The source's own name is ''. */
export class FolderTree {
  private readonly contents = new Map<string, FolderContents>()

  constructor({ files, folders }: Pick<FoundFiles, 'files' | 'folders'>) {
    for (const folder of ['', ...folders]) this.contents.set(folder, { files: 0, folders: [] })
    for (const folder of folders) this.of(parentOf(folder)).folders.push(folder)
    for (const { name } of files) this.of(parentOf(name)).files++
  }

  folders(folder: string): readonly string[] {
    return this.of(folder).folders
  }

  /** Files in the folder itself. */
  files(folder: string): number {
    return this.of(folder).files
  }

  /** Files in it and in all folders below. */
  allFiles(folder: string): number {
    let count = 0
    const waiting = [folder]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      count += this.files(next)
      for (const inside of this.folders(next)) waiting.push(inside)
    }
    return count
  }

  private of(folder: string): FolderContents {
    const contents = this.contents.get(folder)
    if (!contents) throw new Error(`no folder ${folder}`)
    return contents
  }
}

/** The folder in which a name lies; '' at the top. */
export const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** The name inside its folder. */
export const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
