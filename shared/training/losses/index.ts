import { z } from 'zod'
import { oneHot } from '../../graph/ops/array'
import type { LabelLoss, LossDefinition, TargetLoss } from './loss'
import { meanSquaredError } from './meanSquaredError'
import { softmaxCrossEntropy } from './softmaxCrossEntropy'

/** A loss' configuration, by name. */
export const Loss = z.discriminatedUnion('name', [softmaxCrossEntropy.schema, meanSquaredError.schema])
export type Loss = z.infer<typeof Loss>

/** Every loss. */
export const lossDefinitions = [softmaxCrossEntropy, meanSquaredError] as const

/** The loss against class numbers. */
export const lossOf = (loss: Loss): LabelLoss => {
  const definition = definitionOf(loss)
  return (
    definition.onLabels?.(loss) ??
    ((graph, logits, labels, classes) => definition.onTargets(loss)(graph, logits, oneHot(graph, labels, classes)))
  )
}

/** The loss against soft targets, [n, classes]. */
export const targetLossOf = (loss: Loss): TargetLoss => definitionOf(loss).onTargets(loss)

function definitionOf({ name }: Loss): LossDefinition<Loss> {
  const definitions: readonly { readonly name: string }[] = lossDefinitions
  return definitions.find((definition) => definition.name === name) as LossDefinition<Loss>
}

export type { LabelLoss, LossParts, TargetLoss } from './loss'
