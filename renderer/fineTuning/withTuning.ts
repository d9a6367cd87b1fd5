import type { Project } from '../../shared/records/project'
import type { FineTuning } from '../../shared/training/fineTuning/fineTuning'

/** The project with other fine-tuning; `undefined`: none. */
export function withTuning(project: Project, fineTuning: FineTuning | undefined): Project {
  const { fineTuning: _, ...training } = project.training
  return { ...project, training: fineTuning ? { ...training, fineTuning } : training }
}
