import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import data from '../../words/locales/en/data.json'
import layers from '../../words/locales/en/layers.json'
import train from '../../words/locales/en/train.json'
import { knobWords } from './knobWords'

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en: { data, layers, train } } })
})

test.each([
  ['augmentation/rotation/degrees', 'Rotate · degrees'],
  ['augmentation/rotation-2/probability', 'Rotate 2 · how often'],
  ['drop_1/rate', 'drop_1 · rate'],
  ['augmentation/of-a-later-version/strength', 'of-a-later-version · strength'],
])('the knob %s is called %s', (name, words) => {
  expect(knobWords(i18next.getFixedT(null, 'train'), name)).toBe(words)
})
