import { tensorflow } from './tensorflow'

type Model = Awaited<ReturnType<ReturnType<typeof tensorflow>['node']['loadSavedModel']>>

/** A SavedModel opened by TensorFlow itself, asked through its signature `serving_default`. */
export class ServingSession {
  private readonly model: Model

  private constructor(model: Model) {
    this.model = model
  }

  static async open(folder: string): Promise<ServingSession> {
    return new ServingSession(await tensorflow().node.loadSavedModel(folder, ['serve'], 'serving_default'))
  }

  /** float32 NHWC in, the one output's values back. */
  predict(input: string, pictures: Float32Array, shape: readonly number[]): Float32Array {
    const tf = tensorflow()
    return tf.tidy(() => {
      const outputs = this.model.predict({ [input]: tf.tensor(pictures, [...shape], 'float32') }) as Record<
        string,
        { dataSync(): Float32Array }
      >
      const [output] = Object.values(outputs)
      if (!output) throw new Error('the signature gives nothing')
      return Float32Array.from(output.dataSync())
    })
  }

  close(): void {
    this.model.dispose()
  }
}
