import { expect, test } from 'vitest'
import { type EditedDataSet, effectiveEntries } from '../../../shared/records/dataSetEdits'
import type { SplitName } from '../../../shared/records/splitName'
import { editsFor } from './editsFor'

const splits: Record<string, SplitName> = { a: 'train', b: 'test', c: 'validation', d: 'test' }
const file: EditedDataSet = {
  format: 'layerloom-data-set',
  version: 1,
  source: 'pictures',
  rule: { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false },
  classes: ['cats'],
  edits: [],
  entries: Object.entries(splits).map(([name, split]) => [name, 'f'.repeat(64), 'cats', split]),
}
const finding = (groups: string[][]) =>
  ({ kind: 'duplicates-across-splits', severity: 'error', message: '', count: 4, repair: 'one-split', groups }) as const

test('groups that go to different splits are one edit, undone by one', () => {
  const edits = editsFor(
    finding([
      ['a', 'b'],
      ['c', 'd'],
    ]),
    file,
  )
  expect(edits).toHaveLength(1)
  const after = effectiveEntries({ ...file, edits })
  expect(after.map(([name, , , split]) => `${name} ${split}`)).toEqual([
    'a train',
    'b train',
    'c validation',
    'd validation',
  ])
})

test('groups that all go to one split are a plain move', () => {
  expect(editsFor(finding([['a', 'b']]), file)).toMatchObject([{ kind: 'move', split: 'train', names: ['b'] }])
})
