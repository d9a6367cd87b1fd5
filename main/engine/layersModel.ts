import { tensorflow } from './tensorflow'

/** A LayersModel of TensorFlow.js as its file has it. */
export interface LayersModelParts {
  /** `modelTopology` of `model.json`. */
  readonly topology: object
  readonly weights: AsyncIterable<LayersModelWeight>
}

/** One array: its entry in the manifest, and its bytes alone. */
export interface LayersModelWeight {
  readonly spec: { readonly name: string }
  readonly data: ArrayBuffer
}

type TensorFlow = ReturnType<typeof tensorflow>
type Model = Awaited<ReturnType<TensorFlow['loadLayersModel']>>

/** A model opened by `tf.loadLayersModel` itself, run op by op on TensorFlow: nothing of our compiler is in it. */
export class LayersModelSession {
  private readonly model: Model

  private constructor(model: Model) {
    this.model = model
  }

  /**
   * The model is made first and given its weights one by one, by the function with which TensorFlow.js does so: all at once it holds them
   * three times. Throws where the file has one too many or too few.
   */
  static async open({ topology, weights }: LayersModelParts): Promise<LayersModelSession> {
    const tf = tensorflow()
    const model = await tf.loadLayersModel({
      load: async () => ({ modelTopology: begunWithZeros(topology) as object }),
    })
    try {
      await givenWeights(tf, model, weights)
    } catch (error) {
      model.dispose()
      throw error
    }
    return new LayersModelSession(model)
  }

  /** float32 NHWC in, the output's values back. */
  predict(pictures: Float32Array, shape: readonly number[]): Float32Array {
    const tf = tensorflow()
    return tf.tidy(() => {
      const input = tf.tensor(pictures, [...shape], 'float32')
      // A view of memory that TensorFlow keeps only as long as the tensor.
      return Float32Array.from((this.model.predict(input) as unknown as { dataSync(): Float32Array }).dataSync())
    })
  }

  close(): void {
    this.model.dispose()
  }
}

async function givenWeights(tf: TensorFlow, model: Model, weights: LayersModelParts['weights']): Promise<void> {
  const missing = new Set(model.weights.map(({ originalName }) => originalName))
  for await (const { spec, data } of weights) {
    if (!missing.delete(spec.name)) throw new Error(`the model has no weight ${spec.name}, or the file has two`)
    const decoded = tf.io.decodeWeights(data, [spec as never])
    model.loadWeights(decoded, false)
    // The first op that reads an array hands it to TensorFlow: now, so that JavaScript's copy does not wait beside it.
    for (const array of Object.values(decoded))
      tf.slice(
        array,
        array.shape.map(() => 0),
        array.shape.map(() => 1),
      ).dispose()
    tf.dispose(decoded)
  }
  const [first] = missing
  if (first !== undefined) throw new Error(`the file lacks ${missing.size} weights of the model: ${first} ...`)
}

/** What each layer draws, with its weights, from random numbers. Of another's settings TensorFlow.js makes an error. */
const drawn: Readonly<Record<string, readonly string[]>> = {
  Conv2D: ['kernel_initializer'],
  Conv2DTranspose: ['kernel_initializer'],
  Dense: ['kernel_initializer'],
  DepthwiseConv2D: ['depthwise_initializer'],
  SeparableConv2D: ['depthwise_initializer', 'pointwise_initializer'],
}
const zeros = { class_name: 'Zeros', config: {} }

/** Drawing random numbers costs time and an array each, and the file's take their place. */
function begunWithZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(begunWithZeros)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, begunWithZeros(one)]))
  const names = typeof inner.class_name === 'string' ? drawn[inner.class_name] : undefined
  if (!names) return inner
  return {
    ...inner,
    config: { ...(inner.config as object), ...Object.fromEntries(names.map((name) => [name, zeros])) },
  }
}
