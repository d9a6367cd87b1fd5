import type { z } from 'zod'
import type { Operation } from '.'
import type { PictureSize } from './operation'

/** A list of operations under one name, made to fit the size of the pictures. */
export interface Policy {
  readonly name: 'light' | 'medium' | 'strong'
  readonly sentence: string
  operations(size: PictureSize): z.input<typeof Operation>[]
}

/** 4 pixels for pictures of 32, as He et al. 2015 pad CIFAR's. */
const eighth = ([height, width]: PictureSize): number => Math.max(1, Math.round(Math.min(height, width) / 8))

const light = (size: PictureSize): z.input<typeof Operation>[] => [
  { type: 'random-crop', padding: eighth(size) },
  { type: 'horizontal-flip' },
]

/** Each does what the one before it does, and more. */
export const policies: readonly Policy[] = [
  { name: 'light', sentence: 'shifts and flips: the usual for small photos (He et al. 2015)', operations: light },
  {
    name: 'medium',
    sentence: 'light, and changes of colour, and rectangles erased',
    operations: (size) => [
      ...light(size),
      { type: 'brightness', amount: 0.2 },
      { type: 'contrast', amount: 0.2 },
      { type: 'saturation', amount: 0.2 },
      { type: 'random-erasing', probability: 0.25 },
    ],
  },
  {
    name: 'strong',
    sentence: 'medium but stronger, turned and zoomed, and CutMix: for long trainings',
    operations: (size) => [
      ...light(size),
      { type: 'zoom', smallest: 0.85, largest: 1.15 },
      { type: 'rotation', degrees: 15 },
      { type: 'brightness', amount: 0.4 },
      { type: 'contrast', amount: 0.4 },
      { type: 'saturation', amount: 0.4 },
      { type: 'hue', amount: 0.05, space: 'yiq' },
      { type: 'random-erasing', probability: 0.25 },
      { type: 'cutmix', probability: 0.5 },
    ],
  },
]
