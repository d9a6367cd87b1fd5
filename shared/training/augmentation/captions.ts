import { definitionOf, type Operation } from '.'
import { type Augmentation, resolveAugmentation } from './augmentation'
import { part } from './caption'
import type { DrawnParameter } from './drawnParameter'
import type { PictureSize } from './operation'

/** What was done to one picture: the operations that changed it, in order, each with its words and numbers. */
export interface PictureChange {
  readonly operation: string
  readonly caption: string
  readonly drawn: Readonly<Record<string, number>>
}

/** Reads one row of a program's `values`. */
export function changesOf(
  operations: readonly Operation[],
  parameters: readonly DrawnParameter[],
  row: ArrayLike<number>,
): PictureChange[] {
  return operations.flatMap((config, operation) => {
    const drawn: Record<string, number> = {}
    for (const [k, parameter] of parameters.entries())
      if (parameter.operation === operation) drawn[parameter.name] = row[k] as number
    const { chosen, ...numbers } = drawn
    if (chosen !== 1) return []
    return [{ operation: config.type, caption: definitionOf(config).caption(numbers, config), drawn: numbers }]
  })
}

/** What is done to training images, a sentence an operation: 'flips left and right, 50 % of pictures'. */
export function augmentationSentences(augmentation: Augmentation, size: PictureSize): string[] {
  return resolveAugmentation(augmentation, size).map((config) => {
    const { sentence, needsColour } = definitionOf(config)
    const { probability } = config
    const some = probability < 1 ? `, ${part(probability)} of ${unitOf(config)}` : ''
    const none = needsColour && size[2] !== 3 ? ' (nothing in grey pictures)' : ''
    return `${sentence(config)}${some}${none}`
  })
}

/** What an operation is chosen for. */
const unitOf = (config: Operation): string =>
  definitionOf(config).lowering(config).kind === 'mixture' ? 'batches' : 'pictures'
