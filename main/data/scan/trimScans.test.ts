import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { trimScans } from './trimScans'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-scans-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('results that nobody has used for three months go, whoever is at work now stays', async () => {
  const days = (count: number) => new Date(Date.now() - count * 24 * 3600 * 1000)
  for (const [name, age] of [
    ['old', 100],
    ['mine', 100],
    ['recent', 80],
    ['new', 0],
  ] as const) {
    mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, name, 'pictures.scan'), 'x')
    utimesSync(path.join(folder, name), days(age), days(age))
  }
  expect(await trimScans(folder, path.join(folder, 'mine'))).toEqual(['old'])
  expect(readdirSync(folder).sort()).toEqual(['mine', 'new', 'recent'])
})
