import { closeSync, openSync, readSync } from 'node:fs'

/** Whether a regular file is a zip, or is called one and so should be: by its first bytes, then by its name. */
export function isZip(file: string): boolean {
  if (/\.zip$/i.test(file)) return true
  const open = openSync(file, 'r')
  try {
    const start = Buffer.alloc(4)
    const got = readSync(open, start, 0, 4, 0)
    // A file's header, or the end of the table of an archive without files.
    return got === 4 && ['PK\x03\x04', 'PK\x05\x06'].includes(start.toString('latin1'))
  } finally {
    closeSync(open)
  }
}
