import { activation } from './activation'
import { add } from './add'
import { avgPool } from './avg-pool'
import { batchNorm } from './batch-norm'
import { concat } from './concat'
import { conv2d } from './conv2d'
import { dense } from './dense'
import { dropout } from './dropout'
import { flatten } from './flatten'
import { globalAvgPool } from './global-avg-pool'
import { input } from './input'
import type { LayerDefinition } from './layer'
import { maxPool } from './max-pool'
import { zeroPad } from './zero-pad'

/** Every kind of layer. A new one: a folder of its own, a line here, and a case in tests/layers/exam. */
export const layerDefinitions: readonly LayerDefinition[] = [
  input,
  conv2d,
  dense,
  batchNorm,
  activation,
  maxPool,
  avgPool,
  globalAvgPool,
  flatten,
  dropout,
  add,
  concat,
  zeroPad,
]

const byType = new Map(layerDefinitions.map((definition) => [definition.type, definition]))
if (byType.size !== layerDefinitions.length) throw new Error('two layers have one type')

/** The layer of a type as a network spec writes it; `undefined` if there is none. */
export const layerDefinition = (type: string): LayerDefinition | undefined => byType.get(type)
