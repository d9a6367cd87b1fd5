import { tensorflow } from './tensorflow'

/** A LayersModel of TensorFlow.js as it lies in memory. */
export interface LayersModelParts {
  /** `modelTopology` of `model.json`. */
  readonly topology: object
  readonly weightSpecs: readonly object[]
  /** All shards, one behind the other. */
  readonly weightData: ArrayBuffer
}

type Model = Awaited<ReturnType<ReturnType<typeof tensorflow>['loadLayersModel']>>

/** A model opened by `tf.loadLayersModel` itself, run op by op on TensorFlow: nothing of our compiler is in it. */
export class LayersModelSession {
  private readonly model: Model

  private constructor(model: Model) {
    this.model = model
  }

  static async open({ topology, weightSpecs, weightData }: LayersModelParts): Promise<LayersModelSession> {
    const tf = tensorflow()
    const artifacts = { modelTopology: topology, weightSpecs: [...weightSpecs] as never, weightData }
    return new LayersModelSession(await tf.loadLayersModel({ load: async () => artifacts }))
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
