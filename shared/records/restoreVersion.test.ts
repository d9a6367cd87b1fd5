import { expect, test } from 'vitest'
import { applyEdit, type EditedDataSet, effectiveEntries, undoEdit } from './dataSetEdits'
import { restoreVersion } from './restoreVersion'

const content = (letter: string) => letter.repeat(64)
const version: EditedDataSet = {
  format: 'layerloom-data-set',
  version: 1,
  source: 'photos',
  rule: { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false },
  classes: ['ants', 'bees'],
  edits: [{ kind: 'relabel', by: 'person', names: ['a2'], className: 'bees' }],
  entries: [
    ['a1', content('1'), 'ants', 'train'],
    ['a2', content('2'), 'ants', 'test'],
    ['b1', content('3'), 'bees', 'train'],
    ['b2', content('4'), 'bees', 'validation'],
  ],
}

test('a version comes back by one edit, whatever was decided since, and one step takes it back', () => {
  const edits: EditedDataSet['edits'] = [
    { kind: 'exclude', by: 'person', names: ['a1'] },
    { kind: 'relabel', by: 'person', names: ['a2'], className: 'ants' },
    { kind: 'move', by: 'person', names: ['b2', 'a1'], split: 'test' },
  ]
  const present = edits.reduce<EditedDataSet>((file, edit) => applyEdit(file, edit), version)
  const { edit, gone } = restoreVersion(present, version, 1)
  expect(gone).toBe(0)
  const restored = applyEdit(present, edit)
  expect(effectiveEntries(restored)).toEqual(effectiveEntries(version))
  expect(undoEdit(restored).file).toEqual(present)
})

test('pictures that came since are left out, those that are gone or are others now are counted', () => {
  const present: EditedDataSet = {
    ...version,
    edits: [],
    entries: [
      ['a1', content('1'), 'ants', 'test'],
      ['a2', content('9'), 'ants', 'test'],
      ['b1', content('3'), 'bees', 'train'],
      ['c1', content('5'), 'bees', 'train'],
    ],
  }
  const { edit, gone } = restoreVersion(present, version, 3)
  expect(gone).toBe(2)
  expect(edit).toMatchObject({ number: 3, out: ['a2', 'c1'], back: [], labels: [] })
  expect(effectiveEntries(applyEdit(present, edit))).toEqual([
    ['a1', content('1'), 'ants', 'train'],
    ['b1', content('3'), 'bees', 'train'],
  ])
})

test('a state that is the version already is not edited', () => {
  expect(() => applyEdit(version, restoreVersion(version, version, 1).edit)).toThrow('already is as')
})
