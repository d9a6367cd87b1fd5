import { open } from 'node:fs/promises'
import { elementCount, type Shape } from '../../../shared/graph/shape'
import { arrayBytes } from '../arrayBytes'
import { writeBytes } from '../writeBytes'

/** An array on its way into a file; made when its turn comes. */
export interface NamedWeight {
  readonly name: string
  readonly shape: Shape
  readonly type: 'float32' | 'float16'
  readonly make: () => Promise<Float32Array>
}

const elementBytes = { float32: 4, float16: 2 } as const
const typeNames = { float32: 'F32', float16: 'F16' } as const

/** Writes arrays as a new safetensors file, one after the other, so that only one is in memory; on return it is on the disk. */
export async function writeWeights(
  place: string,
  weights: readonly NamedWeight[],
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  let end = 0
  const members = weights.map(({ name, shape, type }) => {
    const begin = end
    end += elementCount(shape) * elementBytes[type]
    // Put together by hand: an object would move names that look like numbers to the front.
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype: typeNames[type], shape, data_offsets: [begin, end] })}`
  })
  const json = Buffer.from(`{${[`"__metadata__":${JSON.stringify(metadata)}`, ...members].join(',')}}`)
  const header = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
  header.writeBigUInt64LE(BigInt(header.length - 8))
  json.copy(header, 8)
  const file = await open(place, 'wx')
  try {
    await writeBytes(file, header)
    for (const { name, shape, type, make } of weights) {
      const values = await make()
      if (values.length !== elementCount(shape)) throw new Error(`${name}: ${values.length} values for [${shape}]`)
      await writeBytes(file, arrayBytes(values, type))
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
