import type { Disk, OpenFile } from '../disk'

/** One call that changes the disk, about to be made (`before`), made (`after`), or with half of its bytes written (`middle`). */
export interface DiskPoint {
  readonly when: 'before' | 'middle' | 'after'
  readonly operation: 'create' | 'append' | 'truncate' | 'sync' | 'close' | 'rename' | 'make' | 'remove' | 'sync folder'
  readonly path: string
}

/**
 * A disk that tells of every call that changes something before it is made, in the middle of a write, and after. A test kills the
 * process there, or throws to make the call fail: what `observe` throws is what the writer sees.
 */
export function observedDisk(disk: Disk, observe: (point: DiskPoint) => void): Disk {
  const told = async <T>(operation: DiskPoint['operation'], path: string, act: () => Promise<T>): Promise<T> => {
    observe({ when: 'before', operation, path })
    const result = await act()
    observe({ when: 'after', operation, path })
    return result
  }
  const file = (path: string, open: OpenFile): OpenFile => ({
    size: () => open.size(),
    read: (into, position) => open.read(into, position),
    append: (bytes) =>
      told('append', path, async () => {
        const half = bytes.length >> 1
        await open.append(bytes.subarray(0, half))
        observe({ when: 'middle', operation: 'append', path })
        await open.append(bytes.subarray(half))
      }),
    truncate: (size) => told('truncate', path, () => open.truncate(size)),
    sync: () => told('sync', path, () => open.sync()),
    close: () => open.close(),
  })
  return {
    open: async (path, mode) =>
      mode === 'read'
        ? disk.open(path, mode)
        : told('create', path, async () => file(path, await disk.open(path, mode))),
    rename: (from, to) => told('rename', to, () => disk.rename(from, to)),
    makeFolder: (folder) => told('make', folder, () => disk.makeFolder(folder)),
    makeNewFolder: (folder) => told('make', folder, () => disk.makeNewFolder(folder)),
    list: (folder) => disk.list(folder),
    removeFile: (path) => told('remove', path, () => disk.removeFile(path)),
    removeFolder: (folder) => told('remove', folder, () => disk.removeFolder(folder)),
    syncFolder: (folder) => told('sync folder', folder, () => disk.syncFolder(folder)),
    freeBytes: (folder) => disk.freeBytes(folder),
  }
}
