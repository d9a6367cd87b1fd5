import type { Session } from '../../../main/engine/session'
import type { TrainingProgram } from '../../../shared/training/compileTraining'

/** The gradient's norm at the kernel of each convolution of the main path, from the first to the last. */
export function kernelNorms(
  session: Session,
  { learning }: TrainingProgram,
  batch: { readonly images: Uint8Array; readonly labels: Int32Array },
): number[] {
  const { gradients } = session.call('gradient_norms', { images: batch.images, labels: batch.labels })
  return [...(gradients as Float32Array)].filter((_, k) => {
    const { layer, spec } = learning[k] as (typeof learning)[number]
    return spec.role === 'kernel' && !/downsample|^fc$/.test(layer)
  })
}
