import { expect, test } from 'vitest'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import { runRows, type Sort, tagsOf } from './runRows'

const run = (
  id: string,
  more: Partial<RunSummary> & { name?: string; tags?: string[]; note?: string } = {},
): RunSummary => {
  const { name = '', tags = [], note = '', ...rest } = more
  return {
    run: id,
    labels: { name, tags, note },
    state: 'finished',
    createdAt: `2026-12-0${id}`,
    projectName: 'p',
    step: 1,
    epoch: 1,
    epochs: 1,
    canResume: false,
    ...rest,
  }
}
const runs = [
  run('1', { name: 'baseline', validation: { loss: 2, top1: 0.5 }, tags: ['base'] }),
  run('2', { name: 'Wide', validation: { loss: 1, top1: 0.9 }, note: 'twice the channels' }),
  run('3', { name: 'no figures', tags: ['aug', 'base'] }),
  run('4', { name: 'Other', validation: { loss: 3, top1: 0.5 } }),
]
const rows = (wish: { search?: string; tag?: string; sort?: Sort }) =>
  runRows({
    runs,
    search: '',
    tag: '',
    sort: { key: 'begun', isDown: true },
    bytes: new Map([['2', 10]]),
    nameOf: ({ labels }) => labels.name,
    ...wish,
  }).map((found) => found.run)

test.each([
  ['', ['4', '3', '2', '1']],
  ['WIDE', ['2']],
  ['channels twice', ['2']],
  ['aug', ['3']],
  ['nothing', []],
])('search for "%s"', (search, found) => expect(rows({ search })).toEqual(found))

const sorts: [sort: Sort, order: string[]][] = [
  [{ key: 'accuracy', isDown: true }, ['2', '4', '1', '3']],
  [{ key: 'accuracy', isDown: false }, ['4', '1', '2', '3']],
  [{ key: 'loss', isDown: false }, ['2', '1', '4', '3']],
  [{ key: 'name', isDown: false }, ['1', '3', '4', '2']],
  [{ key: 'bytes', isDown: false }, ['2', '4', '3', '1']],
]
test.each(sorts)('sorted by %o', (sort, order) => expect(rows({ sort })).toEqual(order))

test('tags are offered once, and choose', () => {
  expect(tagsOf(runs)).toEqual(['aug', 'base'])
  expect(rows({ tag: 'base' })).toEqual(['3', '1'])
})
