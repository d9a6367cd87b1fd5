import type { FoundCheckpoint } from '../checkpoint'
import { fingerprint, sampleContent } from './sampleContent'

/** The step that was found, after a look that all of it is what `sampleContent` saved at that step; -1 if none was found. */
export function loadedStep({ checkpoint }: FoundCheckpoint): number {
  if (!checkpoint) return -1
  const { format, version, ...progress } = checkpoint.state
  const found = fingerprint({ progress, weights: checkpoint.weights, slots: checkpoint.slots })
  if (found !== fingerprint(sampleContent(progress.step)))
    throw new Error(`step ${progress.step} is a mixture: ${format} ${version}`)
  return progress.step
}
