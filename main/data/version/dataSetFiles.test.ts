import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyEdit, undoEdit } from '../../../shared/records/dataSetEdits'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from './dataSetFiles'
import { freezeVersion } from './freezeVersion'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-version-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const rule = { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false }
const frozen = (count: number) =>
  freezeVersion({
    source: 'photos',
    classes: ['a', 'b'],
    rule,
    pictures: Array.from({ length: count }, (_, i) => ({
      name: `train/class-${i % 2 ? 'b' : 'a'}/picture-${String(i).padStart(6, '0')}.jpg`,
      sha256: i.toString(16).padStart(64, '0'),
      className: i % 2 ? 'b' : 'a',
      split: undefined,
    })),
  })

test('comes back as it was written, its hash changing with an edit and back with its undoing', async () => {
  const file = dataSetPlace(folder)
  expect(await readDataSetFile(file)).toBeUndefined()
  const first = await writeDataSetFile(file, frozen(50))
  expect(await readDataSetFile(file)).toEqual(first)
  const name = first.entries[7]?.[0] as string
  const edited = await writeDataSetFile(file, applyEdit(first, { kind: 'exclude', by: 'person', names: [name] }))
  expect(edited.hash).not.toBe(first.hash)
  expect(await writeDataSetFile(file, undoEdit(edited).file)).toEqual(first)
})

test('a change by hand is noticed, and taken once the hash is away', async () => {
  const file = dataSetPlace(folder)
  await writeDataSetFile(file, frozen(50))
  const changed = readFileSync(file, 'utf8').replace('"a","train"', '"b","train"')
  writeFileSync(file, changed)
  await expect(readDataSetFile(file)).rejects.toMatchObject({
    details: { code: 'data-set-changed-by-hand', place: file },
  })
  writeFileSync(file, changed.replace(/ {2}"hash": .*\n/, ''))
  expect((await readDataSetFile(file))?.entries).toHaveLength(50)
})

// Half a second each where nothing else runs; the limit is for a machine that is shared.
test('a hundred thousand pictures are written and read within four seconds of processor time', async () => {
  const file = dataSetPlace(folder)
  const content = frozen(100_000)
  const begin = process.cpuUsage()
  await writeDataSetFile(file, content)
  await readDataSetFile(file)
  expect(process.cpuUsage(begin).user).toBeLessThan(4e6)
})
