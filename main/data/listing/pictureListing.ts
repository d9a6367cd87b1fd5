import type { ProblemDetails } from '../../../shared/problem'
import type { Split } from '../dataSet'

/** One file that may hold a picture, as its source lists it. Nothing of its content is known yet. */
export interface PictureEntry {
  /**
   * Its path inside the source with forward slashes, unique there: `train/ants/0013035.jpg`. Bytes that are no UTF-8 are written
   * `\xNN`, so that every name can be shown and stored. For people and records; never opened as a path.
   */
  readonly name: string
  readonly className: string
  /** Where the source itself says so (`train/`, `val/`, `test/`, a column); otherwise the image is dealt out. */
  readonly split: Split | undefined
  /** Bytes. */
  readonly size: number
  /** Last change in milliseconds since 1970, as the file system or the archive has it. With name and size the key of caches. */
  readonly modified: number
}

/** Why a file is not used: listed by name, never dropped without a word. `place` is the entry's name. */
export type FileProblem = ProblemDetails & { readonly place: string }

/** What a source of picture files holds. */
export interface PictureListing {
  /** As the person named it. */
  readonly source: string
  /** Sorted; the position is the label. */
  readonly classes: readonly string[]
  /** Sorted by name, so that two listings of the same files are equal. */
  readonly entries: readonly PictureEntry[]
  /** Files and folders that cannot be pictures of the set (a link, a FIFO, a folder without permission, case twins ...), with the reason. */
  readonly problems: readonly FileProblem[]
  /**
   * The bytes of these entries, in order; a Problem in place of those that cannot be read, have another size or time than listed
   * (`file-changed`), or are larger than `mostBytes` (`file-too-large`).
   */
  read(entries: readonly PictureEntry[]): Promise<(Uint8Array | FileProblem)[]>
  /** The raw path of an entry that is a regular file, for readers that open files themselves; `undefined` inside an archive. */
  path(entry: PictureEntry): Uint8Array | undefined
  /** Releases what it holds open. */
  close(): Promise<void>
}
