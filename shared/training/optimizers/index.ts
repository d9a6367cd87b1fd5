import { z } from 'zod'
import { adagrad } from './adagrad'
import { adam } from './adam'
import { adamax } from './adamax'
import { adamw } from './adamw'
import type { OptimizerDefinition, ParameterUpdate, StepContext } from './optimizer'
import { rmsprop } from './rmsprop'
import { sgd } from './sgd'

/** An optimizer's configuration, by name. What is left out takes the default of its `convention`. */
export const Optimizer = z.discriminatedUnion('name', [
  sgd.schema,
  rmsprop.schema,
  adagrad.schema,
  adam.schema,
  adamw.schema,
  adamax.schema,
])
export type Optimizer = z.infer<typeof Optimizer>

/** Every optimizer. */
export const optimizerDefinitions = [sgd, rmsprop, adagrad, adam, adamw, adamax] as const

/** Adds what a step of the optimizer needs once, and gives the update of each parameter. */
export function beginStep(optimizer: Optimizer, context: StepContext): ParameterUpdate {
  const definitions: readonly { readonly name: string }[] = optimizerDefinitions
  const definition = definitions.find(({ name }) => name === optimizer.name) as OptimizerDefinition<Optimizer>
  return definition.begin(optimizer, context)
}
