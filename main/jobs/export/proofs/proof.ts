import type { ExportOptions } from '../../../../shared/formats/exportOptions'
import type { ExportModel } from '../../../formats/exportModel'
import type { ProofPictures } from './proofPictures'

/**
 * How an export is run once more, from the file alone: by a way that shares no data with the writer. One a format, in `index.ts`.
 */
export interface Proof {
  /** In words that follow "checked": 'with tf.loadLayersModel of TensorFlow.js 4.22, on TensorFlow'. */
  readonly way: string
  /** Of an export that holds the model in more than one form: how the others are run. Each has to be right. */
  readonly others?: readonly Proof[]
  /**
   * The model's output for each picture, [count, classes]; logits or probabilities, as the model gives them.
   * @param place the file or folder as it was written, under its temporary name
   * @param model what it was written from: for its input, its classes and whether it takes pixels, not for its weights
   */
  outputs(place: string, model: ExportModel, options: ExportOptions, pictures: ProofPictures): Promise<Float32Array>
}
