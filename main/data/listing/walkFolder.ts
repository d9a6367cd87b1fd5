import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs'
import { byCodePoint } from './codePointOrder'
import { fileProblem } from './fileProblem'
import { isHiddenName } from './hiddenName'
import type { ListOptions } from './listOptions'
import { NameTwins } from './nameTwins'
import { notReadable } from './notReadable'
import type { FileProblem } from './pictureListing'
import { ProgressTeller } from './progressTeller'
import { nameOfBytes, systemPath } from './rawName'
import { specialFile } from './specialFile'
import { TimeSlices } from './timeSlices'

/** A file with something in it, before anything is known of classes. */
export interface FoundFile {
  /** Inside the source, as in PictureEntry. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

/** All that lies in a folder and below, hidden names aside. */
export interface FoundFiles {
  readonly files: FoundFile[]
  /** Every folder below the source, also those that are empty or cannot be read. */
  readonly folders: string[]
  readonly problems: FileProblem[]
}

/**
 * Walks a folder of any size. Links are named, never followed, and a folder is entered once, so that it ends
 * whatever is mounted or linked where; nothing that could block is opened. What cannot be read is a problem of its own and the
 * walk goes on. `folder` itself may be a link; an error there is thrown as the system gives it.
 */
export async function walkFolder(folder: string, { signal, onProgress }: ListOptions = {}): Promise<FoundFiles> {
  const files: FoundFile[] = []
  const folders: string[] = []
  const problems: FileProblem[] = []
  const entered = new Set<string>()
  const count = () => ({ files: files.length, folders: folders.length, problems: problems.length })
  const teller = new ProgressTeller(onProgress, count)
  const slices = new TimeSlices(signal, () => teller.tell())

  const enter = async (name: string): Promise<void> => {
    const twins = new NameTwins()
    for (const child of namesIn(folder, name, entered, problems)) {
      if (slices.isOver()) await slices.next()
      const place = name === '' ? child : `${name}/${child}`
      const stats = look(folder, place, problems)
      if (!stats) continue
      const twin = twins.add(child, place)
      if (twin) problems.push(twin)
      const problem = specialFile(stats, place)
      if (problem) problems.push(problem)
      else if (stats.isDirectory()) {
        folders.push(place)
        waiting.push(place)
      } else {
        const refused = notReadable(folder, place, stats)
        if (refused) problems.push(refused)
        else files.push({ name: place, size: stats.size, modified: stats.mtimeMs })
      }
    }
  }

  // A list of what is still to be entered instead of recursion: a folder may be thousands deep.
  const waiting: string[] = ['']
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) await enter(name)
  teller.end()
  return { files, folders, problems }
}

/** The names in a folder that are not hidden, in order; none, and a problem, if it cannot be read or has been entered before. */
function namesIn(root: string, name: string, entered: Set<string>, problems: FileProblem[]): string[] {
  const path = systemPath(root, name)
  try {
    // As BigInt: on Windows and some network disks these numbers are larger than 2^53.
    const { dev, ino } = statSync(path, { bigint: true })
    const identity = `${dev}:${ino}`
    if (entered.has(identity)) {
      problems.push({
        code: 'folder-again',
        message: 'is a folder that is listed under another name already (mounted twice)',
        remedy: 'remove one of the two',
        place: name,
      })
      return []
    }
    entered.add(identity)
    const names = readdirSync(path, { encoding: 'buffer' }).map(nameOfBytes)
    return names.filter((child) => !isHiddenName(child)).sort(byCodePoint)
  } catch (error) {
    if (name === '') throw error
    problems.push(fileProblem(error, 'folder', name))
    return []
  }
}

function look(root: string, place: string, problems: FileProblem[]): Stats | undefined {
  try {
    return lstatSync(systemPath(root, place))
  } catch (error) {
    problems.push(fileProblem(error, 'picture', place))
    return undefined
  }
}
