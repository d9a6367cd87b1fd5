import { Graph } from '../graph/graph'
import { constant, group, oneHot, placeholder } from '../graph/ops/array'
import { rowNumbers } from '../graph/ops/range'
import type { Program } from '../graph/program'
import type { Knob } from '../model/lowerNetwork'
import type { Operation } from './augmentation'
import { type Augmentation, resolveAugmentation } from './augmentation/augmentation'
import { augmentBatch } from './augmentation/augmentBatch'
import type { DrawnParameter } from './augmentation/drawnParameter'
import type { PictureSize } from './augmentation/operation'
import { fedKnobs } from './fedKnobs'
import { pictureBytes } from './normalization'

/** A program that only augments; its one signature:
 *
 *   preview   images, step, knobs    pictures float32 [n, h, w, c] of 0-255, values float32 [n, parameters]
 *
 * `images` is a scalar string of uint8 NHWC, `step` the number of steps done before, `knobs` as in a training.
 */
export interface PreviewProgram extends Program {
  readonly operations: readonly Operation[]
  /** The columns of `values`. */
  readonly parameters: readonly DrawnParameter[]
  readonly knobs: readonly Knob[]
}

/**
 * What training does to a batch of pictures, without a network: the same ops from the same function and with the same keys, so that a batch
 * fed at a step comes out as in the training of that seed, bit for bit. (A mixture takes its second picture from the batch.)
 */
export function compilePreview({
  size,
  augmentation,
  seed,
}: {
  readonly size: PictureSize
  readonly augmentation: Augmentation
  readonly seed: number
}): PreviewProgram {
  const operations = resolveAugmentation(augmentation, size)
  const graph = new Graph()
  const images = placeholder(graph, 'images', 'string', [])
  const step = placeholder(graph, 'step', 'int32', [])
  const knobs = fedKnobs(graph)
  const bytes = pictureBytes(graph, images, size)
  const { pictures, values, parameters } = augmentBatch(graph, {
    operations,
    pictures: bytes,
    // Of no interest here, but mixtures mix them.
    targets: () => oneHot(graph, rowNumbers(graph, bytes), 1),
    seed: constant(graph, seed, 'int32'),
    step,
    knob: knobs.add,
  })
  return {
    graph,
    operations,
    parameters,
    knobs: knobs.list,
    variables: [],
    initialize: group(graph, [], 'initialize'),
    signatures: {
      preview: {
        inputs: { images, step, ...(knobs.list.length > 0 && { knobs: knobs.fed }) },
        outputs: { pictures, ...(values && { values }) },
      },
    },
  }
}
