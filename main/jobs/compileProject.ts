import { type Inference, inferNetwork } from '../../shared/model/infer'
import { Problem } from '../../shared/problem'
import type { Project } from '../../shared/records/project'
import { compileTraining, type TrainingProgram } from '../../shared/training/compileTraining'
import type { FrozenByHand } from '../../shared/training/fineTuning/frozenLayers'
import type { ImageShape } from '../data/dataSet'

/** Pictures and classes that a network has to fit. */
export interface Subject {
  readonly imageShape: ImageShape
  readonly classes: readonly string[]
}

/**
 * A project's network, its loss and its optimizer as one program. Throws a Problem if the network is unsound or does not fit the
 * data. `epoch`: how many were completed before; what is frozen may depend on it, and on what a person froze meanwhile.
 */
export function compileProject(
  project: Project,
  subject: Subject,
  epoch = 0,
  frozenByHand?: FrozenByHand,
): TrainingProgram {
  const network = inferNetwork(project.network)
  checkInput(network, subject)
  return compileTraining({
    network,
    classes: subject.classes.length,
    normalization: project.preprocessing.normalization,
    augmentation: project.augmentation,
    configuration: project.training,
    epoch,
    ...(frozenByHand && { frozenByHand }),
  })
}

function checkInput({ input, layers }: Inference, { imageShape }: Subject): void {
  const shape = input === undefined ? undefined : layers.get(input)?.shape
  if (!shape || shape.join() === imageShape.join()) return
  throw new Problem({
    code: 'input-clash',
    layer: input,
    message: `takes pictures of ${shape.join('x')}, the data has ${imageShape.join('x')}`,
    remedy: `give the input layer the shape [${imageShape.join(', ')}]`,
  })
}
