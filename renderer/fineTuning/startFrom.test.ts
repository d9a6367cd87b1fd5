import { expect, test } from 'vitest'
import { startChoices } from './startChoices'
import { freshLayers } from './startReport'

const source = {
  place: 'runs/a',
  run: 'a',
  name: 'the good one',
  projectName: 'digits',
  isOwn: true,
  createdAt: '2026-12-01T00:00:00.000Z',
  network: 'lenet-5',
  classes: 10,
  imageShape: [28, 28, 1],
}
const words = { drawn: 'drawn', language: 'en' }

test('one can begin with drawn weights, with a run, or with what was named otherwise', () => {
  const other = { ...source, place: '../cats/runs/b', run: 'b', isOwn: false, projectName: 'cats' }
  expect(startChoices([source, other], undefined, words)).toEqual([
    { value: '', label: 'drawn' },
    { value: 'runs/a', label: 'the good one', aside: 'lenet-5' },
    { value: '../cats/runs/b', label: 'cats · the good one', aside: 'lenet-5' },
  ])
  expect(startChoices([source], 'runs/a', words)).toHaveLength(2)
  expect(startChoices([source], '/w.safetensors', words)[1]).toEqual({
    value: '/w.safetensors',
    label: '/w.safetensors',
  })
})

test('what begins anew is told layer by layer', () => {
  expect(
    freshLayers([
      { name: 'stage1.0.conv/kernel', reason: 'other-shape', found: [5, 5, 1, 8] },
      { name: 'stage1.0.conv/bias', reason: 'other-shape' },
      { name: 'fc/kernel', reason: 'new-head' },
    ]),
  ).toEqual([
    { layer: 'stage1.0.conv', arrays: 2, reason: 'other-shape', found: [5, 5, 1, 8] },
    { layer: 'fc', arrays: 1, reason: 'new-head' },
  ])
})
