/** How many of everything a listing has seen so far. */
export interface ListProgress {
  readonly files: number
  readonly folders: number
  readonly problems: number
}

/** How to list a source of picture files. */
export interface ListOptions {
  /**
   * What becomes of folders inside a class folder: left out and named (by default), or their files belong to the `first-folder`
   * (ImageFolder's way), or every folder is a class of its own, named by its `full-path`.
   */
  readonly nested?: 'first-folder' | 'full-path' | undefined
  /** Ends the listing within a fraction of a second; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Told the counts about ten times a second, and at the end. */
  readonly onProgress?: ((progress: ListProgress) => void) | undefined
  /** Files with more bytes are listed, but not read: 256 MiB by default. */
  readonly mostBytes?: number | undefined
}
