import type { TFunction } from 'i18next'
import { decayKnob } from '../../../shared/training/optimizers/decayKnob'

/** `drop_1/rate` as `drop_1 · rate`; of an augmentation what it does: `rotation · degrees`. */
export const knobWords = (t: TFunction<'train'>, name: string): string =>
  name === decayKnob
    ? t('weightDecay')
    : name
        .replace(/^augmentation\//, '')
        .split('/')
        .join(' · ')
