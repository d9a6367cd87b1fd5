import i18next, { type TFunction } from 'i18next'
import { decayKnob } from '../../../shared/training/optimizers/decayKnob'

/** `drop_1/rate` as `drop_1 · rate`; of an augmentation what the Data page calls it: `Rotate · degrees`. */
export function knobWords(t: TFunction<'train'>, name: string): string {
  if (name === decayKnob) return t('weightDecay')
  const [first = '', ...rest] = name.split('/')
  if (first !== 'augmentation')
    return [first, ...rest.map((name) => setting(`layers:fields.${name}`) ?? name)].join(' · ')
  const [operation = '', strength = ''] = rest
  // The second of a kind is `rotation-2`.
  const [, type = operation, number] = /^(.*?)(?:[-_](\d+))?$/.exec(operation) ?? []
  const shown = known(`data:operations.${type}`) ?? type
  return [number === undefined ? shown : `${shown} ${number}`, setting(`data:strengths.${strength}`) ?? strength].join(
    ' · ',
  )
}

/** A word of another page, if it has one: names of knobs come from the run, which may be of another version. */
function known(key: string): string | undefined {
  const t = i18next.t as (key: string) => string
  return i18next.exists(key) ? t(key) : undefined
}

/** The setting of a knob goes on after whose it is. */
function setting(key: string): string | undefined {
  const word = known(key)
  return word && word.charAt(0).toLowerCase() + word.slice(1)
}
