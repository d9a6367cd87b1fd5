import type { LabAnswer, LabQuestion } from '../../../shared/contract/jobs'
import { activations } from './activations'
import { augmented } from './augmented'
import { batchNorms } from './batchNorms'
import { gradCam } from './gradCam'
import { kernels } from './kernels'
import type { LabBench } from './labBench'
import { pictures } from './pictures'
import { predictions } from './predictions'
import { thumbnails } from './thumbnails'

/** The answer to one question. Throws a Problem where there is none, and anything once the signal is aborted. */
export function answer(question: LabQuestion, bench: LabBench, signal: AbortSignal): Promise<LabAnswer> {
  switch (question.ask) {
    case 'activations':
      return activations(question, bench, signal)
    case 'augmented':
      return augmented(question, bench, signal)
    case 'predictions':
      return predictions(question, bench, signal)
    case 'kernels':
      return kernels(question, bench)
    case 'grad-cam':
      return gradCam(question, bench, signal)
    case 'batch-norms':
      return batchNorms(question, bench, signal)
    case 'pictures':
      return pictures(question, bench, signal)
    case 'thumbnails':
      return thumbnails(question, bench, signal)
  }
}
