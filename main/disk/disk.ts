/** What a folder holds under one name. A link is not followed. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'other'
}

/** A file that is open; one owner, calls one after the other. */
export interface OpenFile {
  /** Bytes in it now. */
  size(): Promise<number>
  /** Fills `into` from byte `position` on; gives the bytes that were there, fewer only at the end of the file. */
  read(into: Uint8Array, position: number): Promise<number>
  /** Puts all of `bytes` at the end. */
  append(bytes: Uint8Array): Promise<void>
  /** Cuts the file to `size` bytes. */
  truncate(size: number): Promise<void>
  /** Returns when the content is on the disk (fsync). */
  sync(): Promise<void>
  close(): Promise<void>
}

/**
 * The few things that our writers ask of a file system, and nothing else, so that tests can put a failing or a forgetful one in
 * its place. Errors are Node's, with their `code` (ENOENT, ENOSPC ...).
 */
export interface Disk {
  /**
   * `create`: a new file, EEXIST if the name is taken. `append`: the file is made if absent and written only at its end.
   * No mode opens an existing file for overwriting: that would not be atomic.
   */
  open(file: string, mode: 'read' | 'create' | 'append'): Promise<OpenFile>
  /** Files replace files; a folder goes only where nothing stands. */
  rename(from: string, to: string): Promise<void>
  /** Makes the folder and those above it; fine if it is there. */
  makeFolder(folder: string): Promise<void>
  /** EEXIST if it is there. */
  makeNewFolder(folder: string): Promise<void>
  list(folder: string): Promise<FolderEntry[]>
  /** Removes a file; ENOENT if it is not there. */
  removeFile(file: string): Promise<void>
  /** Removes a folder and all in it; fine if it is not there. */
  removeFolder(folder: string): Promise<void>
  /** Returns when the names in the folder are on the disk. Does nothing on Windows, which has no such call. */
  syncFolder(folder: string): Promise<void>
  /** Bytes that we may still write there; `undefined` where the system cannot tell. */
  freeBytes(folder: string): Promise<number | undefined>
}

/** The system's code of an error ('ENOENT'), or `undefined` for anything else that is thrown. */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
