import { open } from 'node:fs/promises'
import { Problem } from '../../../../shared/problem'
import { diskProblem } from '../../../disk/diskProblem'

/** Pictures of one batch file. */
export interface CifarBatch {
  /** NHWC bytes. */
  readonly pixels: Uint8Array
  readonly labels: Int32Array
}

/** 32 x 32 pixels of one channel. */
const planeBytes = 1024
/** The largest batch of the originals has 154 MB. */
const mostBytes = 2 ** 31 - 1

/**
 * A batch: for each picture its label, then all its red bytes, all green, all blue, row by row. Throws a Problem (`cifar-damaged`) if the
 * file is no whole number of pictures, or has a label that is no class.
 */
export async function readBatch(file: string, labelBytes: 1 | 2, classes: number): Promise<CifarBatch> {
  const bytes = await contents(file)
  const record = labelBytes + 3 * planeBytes
  if (bytes.length === 0 || bytes.length % record !== 0)
    throw damaged(file, `it has ${bytes.length} bytes, no multiple of the ${record} of a picture`)
  const count = bytes.length / record
  const pixels = new Uint8Array(count * 3 * planeBytes)
  const labels = new Int32Array(count)
  for (let k = 0; k < count; k++) {
    const start = k * record + labelBytes
    const label = bytes[start - 1] as number
    if (label >= classes) throw damaged(file, `picture ${k} has label ${label}, but there are ${classes} classes`)
    labels[k] = label
    let to = k * 3 * planeBytes
    for (let i = start; i < start + planeBytes; i++) {
      pixels[to++] = bytes[i] as number
      pixels[to++] = bytes[i + planeBytes] as number
      pixels[to++] = bytes[i + 2 * planeBytes] as number
    }
  }
  return { pixels, labels }
}

async function contents(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r')
    try {
      const { size } = await handle.stat()
      if (size > mostBytes) throw damaged(file, `it has ${size} bytes, more than any batch`)
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw diskProblem(error, 'data', file, 'read')
  }
}

const damaged = (place: string, what: string): Problem =>
  new Problem({
    code: 'cifar-damaged',
    message: `not a CIFAR batch that can be read: ${what}`,
    remedy: 'get the file again',
    place,
  })
