import type { ImageShape } from '../../../data/dataSet'
import { imageBytes } from '../../../data/dataSet'
import type { ExportPreprocessing } from '../../../formats/exportModel'

/** Pictures of the size that the model takes, NHWC bytes, one behind the other. */
export interface ProofPictures {
  readonly count: number
  readonly shape: ImageShape
  readonly pixels: Uint8Array
  /** Where they are from; `drawn`: the data could not be opened. */
  readonly from: 'test' | 'validation' | 'train' | 'drawn'
  /** Their places in that split. */
  readonly indices?: Int32Array | undefined
  /** Called before each batch with how many pictures are done; what it throws ends the work. */
  readonly onBatch?: ((done: number) => void) | undefined
}

/** Pictures that are run at once. */
export const proofBatch = 20

/** The pictures in batches, as float32 NHWC: pixels of 0 to 255, or normalized where the model does not do that itself. */
export function* fedBatches(
  { count, shape, pixels }: ProofPictures,
  preprocessing: Pick<ExportPreprocessing, 'scale' | 'offset' | 'isInside'>,
  batch = proofBatch,
): Generator<{ readonly values: Float32Array; readonly count: number }> {
  const each = imageBytes(shape)
  for (let from = 0; from < count; from += batch) {
    const to = Math.min(count, from + batch)
    const bytes = pixels.subarray(from * each, to * each)
    yield {
      values: preprocessing.isInside ? Float32Array.from(bytes) : normalized(bytes, shape[2], preprocessing),
      count: to - from,
    }
  }
}

function normalized(
  bytes: Uint8Array,
  channels: number,
  { scale, offset }: Pick<ExportPreprocessing, 'scale' | 'offset'>,
): Float32Array {
  const of = (values: readonly number[], c: number) => (values.length === 1 ? values[0] : values[c]) as number
  const factors = Float32Array.from({ length: channels }, (_, c) => of(scale, c))
  const summands = Float32Array.from({ length: channels }, (_, c) => of(offset, c))
  const values = new Float32Array(bytes.length)
  for (let i = 0; i < values.length; i++) {
    const c = i % channels
    // In float32 after each operation, as the graph does it.
    values[i] = Math.fround((bytes[i] as number) * (factors[c] as number)) + (summands[c] as number)
  }
  return values
}

/** Runs all batches and puts their outputs one behind the other. */
export async function runBatches(
  pictures: ProofPictures,
  preprocessing: Pick<ExportPreprocessing, 'scale' | 'offset' | 'isInside'>,
  run: (values: Float32Array, count: number) => Float32Array | Promise<Float32Array>,
  batch = proofBatch,
): Promise<Float32Array> {
  const results: Float32Array[] = []
  let done = 0
  for (const { values, count } of fedBatches(pictures, preprocessing, batch)) {
    pictures.onBatch?.(done)
    results.push(await run(values, count))
    done += count
    await new Promise((resolve) => setImmediate(resolve))
  }
  const all = new Float32Array(results.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const result of results) {
    all.set(result, at)
    at += result.length
  }
  return all
}
