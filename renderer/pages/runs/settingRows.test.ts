import { expect, test } from 'vitest'
import { settingRows } from './settingRows'

test('settings are named as people look for them; what has a picture or a sentence of its own is left out', () => {
  const words: Readonly<Record<string, string>> = {
    learningRate: 'Learning rate',
    schedule: 'Schedule',
    cosine: 'Cosine',
  }
  const say = (name: string) => words[name] ?? name
  const found = settingRows(
    [
      { place: '/data/hash', values: ['a', 'b'] },
      { place: '/project/network/layers/3/config/filters', values: [16, 32] },
      { place: '/project/training/learningRate', values: [0.001, 0.0003] },
      { place: '/project/training/schedule/curve/name', values: ['constant', 'cosine'] },
      { place: '/project/augmentation/0/type', values: [null, 'mixup'] },
      { place: '/versions/node', values: ['20', '24'] },
    ],
    { label: say, choice: (_, word) => say(word) },
  )
  expect(found).toEqual({
    rows: [
      { name: 'Learning rate', values: ['0.001', '0.0003'] },
      { name: 'Schedule · curve · name', values: ['constant', 'Cosine'] },
      { name: 'augmentation · 0 · type', values: ['–', 'mixup'] },
    ],
    isOtherData: true,
    isOtherVersion: true,
  })
})
