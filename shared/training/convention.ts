import { z } from 'zod'

/**
 * Whose rule and whose defaults. The two agree on the names of the optimizers and differ in where epsilon stands, whether the
 * rate goes into the velocity, and what an accumulator starts from; each optimizer says how.
 */
export const Convention = z.enum(['keras', 'pytorch'])
export type Convention = z.infer<typeof Convention>

/** A transform for schemas: what the configuration leaves out takes its convention's default, so a stored one says everything. */
export const byConvention =
  <D extends object>(defaults: Readonly<Record<Convention, D>>) =>
  <C extends { readonly convention: Convention }>(config: C) => ({ ...defaults[config.convention], ...config })
