import { type FileHandle, mkdir, open, readdir, rename, rm, statfs, unlink } from 'node:fs/promises'
import { type Disk, errorCode, type FolderEntry, type OpenFile } from './disk'

/** The machine's own disk, through Node. */
export const realDisk: Disk = {
  open: async (file, mode) => openFile(await open(file, flags[mode])),
  rename,
  makeFolder: async (folder) => {
    try {
      await mkdir(folder, { recursive: true })
    } catch (error) {
      // Node calls a read-only file system "not there" when it makes parents too; asked plainly it names the cause.
      if (errorCode(error) === 'ENOENT') await mkdir(folder)
      else throw error
    }
  },
  makeNewFolder: async (folder) => {
    await mkdir(folder)
  },
  list: async (folder) =>
    (await readdir(folder, { withFileTypes: true })).map(
      (entry): FolderEntry => ({
        name: entry.name,
        kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other',
      }),
    ),
  removeFile: unlink,
  removeFolder: async (folder) => {
    await rm(folder, { recursive: true, force: true })
  },
  syncFolder: async (folder) => {
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  freeBytes: async (folder) => {
    // Node 16, which Electron 22 carries, has no statfs.
    if (typeof statfs !== 'function') return undefined
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

const flags = { read: 'r', create: 'wx', append: 'a+' } as const

function openFile(handle: FileHandle): OpenFile {
  return {
    size: async () => (await handle.stat()).size,
    read: async (into, position) => {
      let done = 0
      while (done < into.length) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return done
    },
    append: async (bytes) => {
      // One write may take only a part (the kernel's limit is 2 GiB); a full disk shows as an error at the next one.
      let done = 0
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done)
        done += bytesWritten
      }
    },
    truncate: (size) => handle.truncate(size),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}
