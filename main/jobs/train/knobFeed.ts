import type { TrainingProgram } from '../../../shared/training/compileTraining'

/** What a training step is fed for the layers' knobs: as set by hand, else as the network has them. Nothing where there are none. */
export function knobFeed(
  { knobs }: Pick<TrainingProgram, 'knobs'>,
  set: Readonly<Record<string, number>>,
): { knobs?: Float32Array } {
  if (knobs.length === 0) return {}
  return { knobs: Float32Array.from(knobs, ({ name, initial }) => set[name] ?? initial) }
}
