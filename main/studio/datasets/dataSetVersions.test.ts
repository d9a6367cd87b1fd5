import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Problem } from '../../../shared/problem'
import { type DataSetFile, dataSetRecord } from '../../../shared/records/dataSetFile'
import { parseRecord } from '../../../shared/records/record'
import { freezeAsVersion, readVersions } from './dataSetVersions'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-versions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sha256 = '0123456789abcdef'.repeat(4)
const content = (hash: string | undefined): DataSetFile => ({
  format: 'layerloom-data-set',
  version: 1,
  source: 'photos',
  rule: { validation: 0.1, test: 0.1, seed: 1, stratified: true, bursts: false },
  classes: ['ants'],
  edits: [],
  ...(hash !== undefined && { hash }),
  entries: [['a1', sha256, 'ants', 'train']],
})
const counts = { classes: 1, train: 1, validation: 0, test: 0, leftOut: 0, edits: 0 }
const now = new Date('2026-12-01T00:00:00Z')

test('states get rising numbers, each with a whole copy beside the list', async () => {
  expect(await readVersions(folder)).toEqual([])
  await freezeAsVersion(folder, content(sha256), counts, now)
  const other = 'f'.repeat(64)
  const second = await freezeAsVersion(folder, content(other), { ...counts, edits: 2 }, now)
  expect(second).toMatchObject({ number: 2, hash: other, edits: 2, createdAt: '2026-12-01T00:00:00.000Z' })
  expect((await readVersions(folder)).map(({ number }) => number)).toEqual([1, 2])
  const file = path.join(folder, 'dataset-versions', '1.json')
  expect(parseRecord(dataSetRecord, readFileSync(file, 'utf8'), file)).toEqual(content(sha256))
})

test('a state that has a number gets no second one, and one without a hash none', async () => {
  const codeOf = (hash: string | undefined) =>
    freezeAsVersion(folder, content(hash), counts, now).catch((error: unknown) => (error as Problem).details.code)
  expect(await codeOf(sha256)).toBe('version-there')
  expect(await codeOf(undefined)).toBe('version-without-hash')
})

test('a damaged list is told and not written over', async () => {
  const file = path.join(folder, 'dataset-versions', 'versions.json')
  writeFileSync(file, '{"format":"layerloom-data-set-versions","version":1,"versions":[{}]}')
  await expect(freezeAsVersion(folder, content('e'.repeat(64)), counts, now)).rejects.toBeInstanceOf(Problem)
  expect(readFileSync(file, 'utf8')).toContain('[{}]')
})
