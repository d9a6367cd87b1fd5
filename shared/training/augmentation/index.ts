import { z } from 'zod'
import type { OperationDefinition } from './operation'
import { blur } from './operations/blur'
import { brightness } from './operations/brightness'
import { contrast } from './operations/contrast'
import { cutmix } from './operations/cutmix'
import { gaussianNoise } from './operations/gaussianNoise'
import { horizontalFlip } from './operations/horizontalFlip'
import { hue } from './operations/hue'
import { mixup } from './operations/mixup'
import { randAugment } from './operations/randAugment'
import { randomCrop } from './operations/randomCrop'
import { randomErasing } from './operations/randomErasing'
import { randomResizedCrop } from './operations/randomResizedCrop'
import { rotation } from './operations/rotation'
import { saturation } from './operations/saturation'
import { shear } from './operations/shear'
import { translation } from './operations/translation'
import { trivialAugment } from './operations/trivialAugment'
import { verticalFlip } from './operations/verticalFlip'
import { zoom } from './operations/zoom'

/** Every operation. A new one: a file and a line. */
const definitions = [
  randomCrop,
  randomResizedCrop,
  horizontalFlip,
  verticalFlip,
  rotation,
  zoom,
  translation,
  shear,
  brightness,
  contrast,
  saturation,
  hue,
  gaussianNoise,
  blur,
  randAugment,
  trivialAugment,
  randomErasing,
  mixup,
  cutmix,
] as const

/** An operation's configuration, by type. */
export const Operation = z.discriminatedUnion('type', [
  randomCrop.schema,
  randomResizedCrop.schema,
  horizontalFlip.schema,
  verticalFlip.schema,
  rotation.schema,
  zoom.schema,
  translation.schema,
  shear.schema,
  brightness.schema,
  contrast.schema,
  saturation.schema,
  hue.schema,
  gaussianNoise.schema,
  blur.schema,
  randAugment.schema,
  trivialAugment.schema,
  randomErasing.schema,
  mixup.schema,
  cutmix.schema,
])
export type Operation = z.infer<typeof Operation>

export const operationDefinitions = definitions as unknown as readonly OperationDefinition<Operation>[]

export function definitionOf({ type }: Operation): OperationDefinition<Operation> {
  const found = operationDefinitions.find((definition) => definition.type === type)
  if (!found) throw new Error(`no operation ${type}`)
  return found
}
