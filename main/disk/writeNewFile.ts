import type { Disk } from './disk'

/** Writes a file that is not there yet and returns when its content, not yet its name, is on the disk. */
export async function writeNewFile(
  disk: Disk,
  file: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const open = await disk.open(file, 'create')
  try {
    for await (const chunk of chunks) await open.append(chunk)
    await open.sync()
  } finally {
    await open.close()
  }
}
