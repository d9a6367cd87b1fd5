import { expect, test } from 'vitest'
import { rank } from './rank'
import type { PaletteItem } from './sources'

const item = (kind: PaletteItem['kind'], label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  id: `${kind} ${label}`,
  kind,
  label,
  run: () => undefined,
  ...more,
})
const items = [
  item('layers', 'Batch norm'),
  item('layers', 'Group norm', { weight: 1.2 }),
  item('settings', 'Normalize pictures'),
  item('runs', 'run 11', { about: 'no batch norm' }),
  item('help', 'Padding', { words: 'border same valid' }),
]
const labels = (query: string, only?: PaletteItem['kind']) =>
  rank(items, query, only).map(({ kind, items: hits }) => [kind, ...hits.map((hit) => hit.item.label)])

test('the kind with the best hit leads, the best of a kind stands first', () =>
  expect(labels('norm')).toEqual([
    ['settings', 'Normalize pictures'],
    ['layers', 'Group norm', 'Batch norm'],
    ['runs', 'run 11'],
  ]))
test('words that are not shown lead there too', () => expect(labels('valid')).toEqual([['help', 'Padding']]))
test('words may lie in the label and beside it', () => expect(labels('11 batch')).toEqual([['runs', 'run 11']]))
test('one kind alone', () => expect(labels('norm', 'runs')).toEqual([['runs', 'run 11']]))
test('with nothing typed the kinds stand in their order', () =>
  expect(labels('').map(([kind]) => kind)).toEqual(['layers', 'settings', 'runs', 'help']))
test('few of each where all are shown, all of one', () => {
  const many = Array.from({ length: 20 }, (_, k) => item('runs', `run ${k}`))
  expect(rank(many, 'run', undefined)).toMatchObject([{ count: 20, items: { length: 6 } }])
  expect(rank(many, 'run', 'runs')[0]?.items).toHaveLength(20)
})
