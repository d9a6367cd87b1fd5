import type { Project } from '../../shared/records/project'

/** What a training is written from. */
export interface TrainingSource {
  readonly name: string
  readonly project: Pick<Project, 'network' | 'training' | 'augmentation' | 'preprocessing'>
  readonly classes: readonly string[]
  /** y = pixel * scale + offset. */
  readonly scale: readonly number[]
  readonly offset: readonly number[]
  readonly inputShape: readonly number[]
}
