import { auxiliaryClassifier, auxiliaryClassifierNorm, auxiliaryClassifierV3 } from './auxiliaryClassifier'
import { bottleneck } from './bottleneck'
import { convNorm } from './convNorm'
import { denseBlock, denseLayer, transition } from './denseBlock'
import { fire } from './fire'
import { inception, inceptionNorm } from './inception'
import { inceptionA, inceptionB, inceptionC, inceptionD, inceptionE } from './inceptionV3'
import { invertedResidual } from './invertedResidual'
import type { LibraryBlock } from './libraryBlock'
import { preActivationBottleneck } from './preActivationBottleneck'
import { preActivationResidual } from './preActivationResidual'
import { residual } from './residual'

/** The blocks of which published networks are made, to put into any network. */
export const blockLibrary: readonly LibraryBlock[] = [
  convNorm,
  residual,
  bottleneck,
  preActivationResidual,
  preActivationBottleneck,
  denseLayer,
  denseBlock,
  transition,
  inception,
  inceptionNorm,
  inceptionA,
  inceptionB,
  inceptionC,
  inceptionD,
  inceptionE,
  auxiliaryClassifier,
  auxiliaryClassifierNorm,
  auxiliaryClassifierV3,
  invertedResidual,
  fire,
]

export { definitionsOf, type LibraryBlock } from './libraryBlock'
