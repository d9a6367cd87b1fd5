import { type Disk, errorCode } from './disk'
import { readFile } from './readFile'
import { writeFileAtomically } from './writeFileAtomically'

const lineBreak = 10

/** A file of one JSON value a line that grows at its end; one writer. */
export interface LineWriter {
  /** Adds the rows with one write. They survive the end of this process; a power cut only after `sync`. */
  append(rows: readonly object[]): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** Opens the file for adding, makes it if absent. A last line that a crash cut short is removed first. */
export async function openLines(disk: Disk, file: string): Promise<LineWriter> {
  const open = await disk.open(file, 'append')
  try {
    await cutTornLine(open)
  } catch (error) {
    await open.close()
    throw error
  }
  let length = await open.size()
  return {
    append: async (rows) => {
      if (rows.length === 0) return
      // A full disk may have taken half a row last time; without this the next row would be glued to that half.
      if ((await open.size()) !== length) await open.truncate(length)
      const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      await open.append(bytes)
      length += bytes.length
    },
    sync: () => open.sync(),
    close: () => open.close(),
  }
}

async function cutTornLine(open: Awaited<ReturnType<Disk['open']>>): Promise<void> {
  const size = await open.size()
  const block = new Uint8Array(64 * 1024)
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - block.length)
    const got = await open.read(block.subarray(0, end - start), start)
    const last = block.subarray(0, got).lastIndexOf(lineBreak)
    if (last >= 0) {
      if (start + last + 1 < size) await open.truncate(start + last + 1)
      return
    }
    end = start
  }
  if (size > 0) await open.truncate(0)
}

/**
 * The lines of such a file, none if it is not there. `torn`: the last one has no line break, so it was cut short by a crash or is
 * just being written, and is left out.
 */
export async function readLines(disk: Disk, file: string): Promise<{ lines: string[]; torn: boolean }> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(disk, file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { lines: [], torn: false }
    throw error
  }
  const end = bytes.lastIndexOf(lineBreak) + 1
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end))
  return { lines: text.split('\n').slice(0, -1), torn: end < bytes.length }
}

/** Rewrites the file with the lines that are to stay: a resumed run takes back the rows behind its checkpoint. */
export async function keepLines(disk: Disk, file: string, keep: (line: string) => boolean): Promise<void> {
  const { lines, torn } = await readLines(disk, file)
  const kept = lines.filter(keep)
  if (!torn && kept.length === lines.length) return
  await writeFileAtomically(disk, file, kept.map((line) => `${line}\n`).join(''))
}
