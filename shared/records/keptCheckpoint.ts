import { z } from 'zod'

/**
 * Why a checkpoint of a run is kept.
 *
 *   newest         from which the run goes on
 *   best           of the best epoch by the metric that the configuration watches
 *   best-loss, best-accuracy  by the other one of the two
 *   snapshot       a person asked for it
 *   mark           from just before a person changed something
 */
export const CheckpointKind = z.enum(['newest', 'best', 'best-loss', 'best-accuracy', 'snapshot', 'mark'])
export type CheckpointKind = z.infer<typeof CheckpointKind>

/** The folder below a run's in which checkpoints of a kind lie, one folder a step. */
export const checkpointFolder: { readonly [K in CheckpointKind]: string } = {
  newest: 'checkpoints',
  best: 'best',
  'best-loss': 'best-loss',
  'best-accuracy': 'best-accuracy',
  snapshot: 'snapshots',
  mark: 'marks',
}

/** One of a run's checkpoints. */
export const CheckpointPlace = z.strictObject({ kind: CheckpointKind, step: z.int().nonnegative() })
export type CheckpointPlace = z.infer<typeof CheckpointPlace>

/** The kind in which the best epoch by the figure is kept that the configuration does not watch. */
export const otherBest = (watched: string): 'best-loss' | 'best-accuracy' =>
  watched.endsWith('.loss') ? 'best-accuracy' : 'best-loss'
