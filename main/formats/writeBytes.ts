import type { FileHandle } from 'node:fs/promises'

/** Writes all of `bytes` where the file stands; one call of the system may take only a part. */
export async function writeBytes(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done)
    done += bytesWritten
  }
}
