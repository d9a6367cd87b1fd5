import { describe, expect, test } from 'vitest'
import { Problem } from '../problem'
import type { DataSetEdit } from './dataSetEdit'
import { applyEdit, type EditedDataSet, effectiveEntries, undoEdit } from './dataSetEdits'

const sha256 = '0123456789abcdef'.repeat(4)
const base: EditedDataSet = {
  format: 'layerloom-data-set',
  version: 1,
  source: 'photos',
  rule: { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false },
  classes: ['ants', 'bees'],
  edits: [],
  entries: [
    ['a1', sha256, 'ants', 'train'],
    ['a2', sha256, 'ants', 'test'],
    ['b1', sha256, 'bees', 'train'],
    ['b2', sha256, 'bees', 'validation'],
  ],
}
const by = 'person' as const
const shown = (file: EditedDataSet) =>
  effectiveEntries(file).map(([name, , label, split]) => `${name} ${label} ${split}`)

const edits: [what: string, edit: DataSetEdit, left: string[]][] = [
  ['exclude', { kind: 'exclude', by, names: ['a1', 'b2'] }, ['a2 ants test', 'b1 bees train']],
  [
    'relabel',
    { kind: 'relabel', by, names: ['a1'], className: 'bees' },
    ['a1 bees train', 'a2 ants test', 'b1 bees train', 'b2 bees validation'],
  ],
  [
    'move',
    { kind: 'move', by, names: ['a1', 'b2'], split: 'test' },
    ['a1 ants test', 'a2 ants test', 'b1 bees train', 'b2 bees test'],
  ],
  [
    'move each',
    {
      kind: 'move-each',
      by,
      moves: [
        { split: 'test', names: ['a1'] },
        { split: 'train', names: ['b2', 'a2'] },
      ],
    },
    ['a1 ants test', 'a2 ants train', 'b1 bees train', 'b2 bees train'],
  ],
  [
    'keep one',
    {
      kind: 'keep-one',
      by,
      groups: [
        ['a2', 'a1'],
        ['b1', 'b2'],
      ],
    },
    ['a2 ants test', 'b1 bees train'],
  ],
]
test.each(edits)('%s has its effect, and the base stays', (_, edit, left) => {
  const edited = applyEdit(base, edit)
  expect(shown(edited)).toEqual(left)
  expect(edited.entries).toEqual(base.entries)
  expect(base.edits).toEqual([])
})

test('any number of edits are undone one by one, each to what was before', () => {
  const states = [base]
  for (const [, edit] of edits.slice(1)) states.push(applyEdit(states[states.length - 1] as EditedDataSet, edit))
  for (let k = states.length - 1; k > 0; k--) {
    const { file, undone } = undoEdit(states[k] as EditedDataSet)
    expect(file).toEqual(states[k - 1])
    expect(undone).toEqual(edits[k]?.[1])
  }
})

test('a later edit counts over an earlier one', () => {
  const once = applyEdit(base, { kind: 'relabel', by, names: ['a1'], className: 'bees' })
  const twice = applyEdit(once, { kind: 'relabel', by, names: ['a1'], className: 'ants' })
  expect(shown(twice)).toEqual(shown(base))
})

test('an edit outlives its pictures: those that are gone are passed over', () => {
  const edited = applyEdit(base, { kind: 'exclude', by, names: ['a1', 'b2'] })
  expect(shown({ ...edited, entries: base.entries.slice(1) })).toEqual(['a2 ants test', 'b1 bees train'])
})

describe('refused', () => {
  const cases: [code: string, act: () => unknown][] = [
    ['no-such-picture', () => applyEdit(base, { kind: 'exclude', by, names: ['a3'] })],
    ['no-such-class', () => applyEdit(base, { kind: 'relabel', by, names: ['a1'], className: 'wasps' })],
    ['edit-without-effect', () => applyEdit(base, { kind: 'move', by, names: ['a1'], split: 'train' })],
    ['nothing-to-undo', () => undoEdit(base)],
  ]
  test.each(cases)('%s', (code, act) => {
    expect(act).toThrow(Problem)
    try {
      act()
    } catch (error) {
      expect((error as Problem).details).toMatchObject({ code, remedy: expect.any(String) })
    }
  })
})
