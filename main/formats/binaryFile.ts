import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { Problem } from '../../shared/problem'
import { diskProblem } from '../disk/diskProblem'

/** Bytes that are read where they are wanted: a file, a part of one, or memory. Nothing is read beyond its end. */
export interface BinaryFile {
  /** What people call it. */
  readonly place: string
  readonly size: number
  /** A copy. Throws a RangeError where the bytes are not all inside. */
  bytes(position: number, length: number): Uint8Array
}

/** A file that is open. One that is no regular file (a pipe, a device, a link) is refused before it is opened for good. */
export interface OpenedBinaryFile extends BinaryFile {
  close(): void
}

/** Opens a stranger's file. Throws `model-file` for what is no plain file. */
export function openBinaryFile(place: string): OpenedBinaryFile {
  let file: number
  try {
    // Without waiting: a pipe that nobody writes into would hold us.
    file = openSync(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw diskProblem(error, 'the model', place, 'read')
  }
  const found = fstatSync(file)
  if (!found.isFile()) {
    closeSync(file)
    throw new Problem({
      code: 'model-file',
      message: `it is ${found.isDirectory() ? 'a folder' : 'no plain file'}`,
      remedy: 'name a model file',
      place,
    })
  }
  const { size } = found
  return {
    place,
    size,
    bytes(position, length) {
      checkInside(position, length, size)
      const into = new Uint8Array(length)
      for (let done = 0; done < length; ) {
        const count = readSync(file, into, done, length - done, position + done)
        if (count === 0) throw new RangeError(`${place} became shorter while it was read`)
        done += count
      }
      return into
    },
    close: () => closeSync(file),
  }
}

/** A stranger's file that is opened anew for each piece, for readers that nobody tells when it is done. */
export function reopenedFile(place: string): BinaryFile {
  const opened = <T>(use: (file: BinaryFile) => T): T => {
    const file = openBinaryFile(place)
    try {
      return use(file)
    } finally {
      file.close()
    }
  }
  return {
    place,
    size: opened(({ size }) => size),
    bytes: (position, length) => opened((file) => file.bytes(position, length)),
  }
}

/** Bytes that are in memory. */
export const binaryInMemory = (bytes: Uint8Array, place: string): BinaryFile => ({
  place,
  size: bytes.length,
  bytes(position, length) {
    checkInside(position, length, bytes.length)
    return bytes.slice(position, position + length)
  },
})

/** A part of a file as a file. */
export function binaryPart(file: BinaryFile, start: number, size: number): BinaryFile {
  checkInside(start, size, file.size)
  return {
    place: file.place,
    size,
    bytes(position, length) {
      checkInside(position, length, size)
      return file.bytes(start + position, length)
    },
  }
}

function checkInside(position: number, length: number, size: number): void {
  const isSound = Number.isSafeInteger(position) && Number.isSafeInteger(length) && position >= 0 && length >= 0
  if (!isSound || position + length > size)
    throw new RangeError(`bytes ${position} to ${position + length} of a file of ${size}`)
}
