import { open } from 'node:fs/promises'
import { elementCount } from '../../../shared/graph/shape'
import { Problem } from '../../../shared/problem'
import { fromFloat16 } from '../float16'
import type { ReadBudget } from '../importedModel'
import type { WeightSource } from '../weightSource'
import { type ElementTypes, headerLength, parseHeaderOf, type TensorEntry } from './header'

/** What others store weights in. Whole numbers stand in PyTorch's files for counts of batches, which nothing here reads. */
const types = new Map([
  ['F32', { dtype: 'F32', bytes: 4 }],
  ['F16', { dtype: 'F16', bytes: 2 }],
  ['BF16', { dtype: 'BF16', bytes: 2 }],
  ['F64', { dtype: 'F64', bytes: 8 }],
  ['I64', { dtype: 'I64', bytes: 8 }],
  ['I32', { dtype: 'I32', bytes: 4 }],
  ['U8', { dtype: 'U8', bytes: 1 }],
] as const) satisfies ElementTypes<string>
type ElementType = 'F32' | 'F16' | 'BF16' | 'F64' | 'I64' | 'I32' | 'U8'

const floats: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16', 'F64'])

export interface WeightFile {
  /** Those of floating-point numbers, as float32. Each is read from the disk when it is asked for. */
  readonly weights: WeightSource
  readonly metadata: ReadonlyMap<string, string>
  /** Names of tensors of other numbers. */
  readonly others: readonly string[]
}

/**
 * A safetensors file of anybody's: the header, checked, and its tensors one at a time. Throws a Problem `safetensors-...` before
 * anything is allocated by a size that is only claimed.
 */
export async function openWeightFile(place: string, budget: ReadBudget): Promise<WeightFile> {
  const file = await open(place, 'r')
  try {
    const { size } = await file.stat()
    const read = async (position: number, bytes: number) => {
      const into = new Uint8Array(bytes)
      const { bytesRead } = await file.read(into, 0, bytes, position)
      return into.subarray(0, bytesRead)
    }
    const length = headerLength(await read(0, Math.min(8, size)), size, place)
    const start = 8 + length
    const { entries, metadata } = parseHeaderOf<ElementType>(types, await read(8, length), size - start, place)
    const taken = entries.filter(({ dtype }) => floats.has(dtype))
    const count = taken.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    if (entries.length > budget.tensors || count * 4 > budget.weightBytes)
      throw new Problem({
        code: 'safetensors-too-large',
        message: `the safetensors file has ${entries.length} tensors of ${count} numbers, more than is read`,
        remedy: 'use a smaller file',
        place,
      })
    const byName = new Map(taken.map((entry) => [entry.name, entry]))
    return {
      metadata,
      others: entries.filter(({ dtype }) => !floats.has(dtype)).map(({ name }) => name),
      weights: {
        shapes: new Map(taken.map(({ name, shape }) => [name, shape])),
        async read(name) {
          const entry = byName.get(name)
          if (!entry) throw new Error(`there is no weight ${name}`)
          return readTensor(place, start, entry)
        },
      },
    }
  } finally {
    await file.close()
  }
}

async function readTensor(place: string, start: number, { name, dtype, begin, end }: TensorEntry<ElementType>) {
  const bytes = new Uint8Array(end - begin)
  const file = await open(place, 'r')
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + begin + done)
      if (bytesRead === 0) throw new Error(`${name} was cut while it was read`)
      done += bytesRead
    }
  } finally {
    await file.close()
  }
  const view = new DataView(bytes.buffer)
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes.buffer)
    case 'F64':
      return Float32Array.from(new Float64Array(bytes.buffer))
    case 'F16':
      return Float32Array.from(new Uint16Array(bytes.buffer), fromFloat16)
    case 'BF16': {
      // The upper half of a float32.
      const wide = new Uint32Array(bytes.length / 2)
      for (let k = 0; k < wide.length; k++) wide[k] = view.getUint16(k * 2, true) << 16
      return new Float32Array(wide.buffer)
    }
    default:
      throw new Error(`${name} is ${dtype}`)
  }
}
