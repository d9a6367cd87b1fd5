import { InvalidArgumentError } from 'commander'
import { nearest } from '../../../shared/nearest'
import { operationDefinitions } from '../../../shared/training/augmentation'
import { Augmentation } from '../../../shared/training/augmentation/augmentation'
import { policies } from '../../../shared/training/augmentation/policies'

const names = [...policies.map(({ name }) => name), ...operationDefinitions.map(({ type }) => type)]

/** For help: what can be named. */
export const augmentationHelp = `none, or names with commas: ${names.join(', ')}`

/** `light`, `random-crop,horizontal-flip`, `none`: each with its own defaults. */
export function parseAugmentation(text: string): Augmentation {
  if (text === 'none') return []
  const entries = text.split(',').map((name) => name.trim())
  for (const name of entries) {
    if (names.includes(name)) continue
    const near = nearest(name, names)
    throw new InvalidArgumentError(
      `There is no "${name}"; ${near ? `did you mean "${near}"?` : `${augmentationHelp}.`}`,
    )
  }
  return Augmentation.parse(entries.map((type) => ({ type })))
}
