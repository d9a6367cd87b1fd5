import { TrainingConfiguration } from '../../shared/training/configuration'

export type ChangedTraining =
  | { readonly training: TrainingConfiguration }
  /** Why not, and which setting is at fault. */
  | { readonly message: string; readonly at: string }

/** A configuration with one setting changed, defaults filled in; `undefined` takes it out, so that its default counts. */
export function changedTraining(training: TrainingConfiguration, name: string, value: unknown): ChangedTraining {
  const { [name as keyof TrainingConfiguration]: _, ...rest } = training
  const parsed = TrainingConfiguration.safeParse(value === undefined ? rest : { ...rest, [name]: value })
  if (parsed.success) return { training: parsed.data }
  const [issue] = parsed.error.issues
  return { message: issue?.message ?? '', at: String(issue?.path[0] ?? name) }
}
