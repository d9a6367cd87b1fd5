import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { containedPath } from './containedPath'

let base: string
beforeAll(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'layerloom-contained-')))
  mkdirSync(path.join(base, 'data/inner'), { recursive: true })
  mkdirSync(path.join(base, 'data-evil'))
  writeFileSync(path.join(base, 'secret'), '')
  symlinkSync(path.join(base, 'data-evil'), path.join(base, 'data/out'))
  symlinkSync(path.join(base, 'data/inner'), path.join(base, 'data/in'))
  symlinkSync(path.join(base, 'data'), path.join(base, 'other-name'))
  symlinkSync(path.join(base, 'nowhere'), path.join(base, 'data/dangling'))
})

const inside: [string, string, string][] = [
  ['the root itself', 'data', 'data'],
  ['a folder in it', 'data/inner', 'data/inner'],
  ['what is not there yet', 'data/new/deeper', 'data/new/deeper'],
  ['a link that stays inside', 'data/in', 'data/inner'],
  ['the root by another name', 'other-name/inner', 'data/inner'],
  ['dots that stay inside', 'data/inner/../inner', 'data/inner'],
  ['two dots as a beginning', 'data/..name', 'data/..name'],
]
test.each(inside)('%s is inside', async (_, wanted, real) => {
  expect(await containedPath([path.join(base, 'data')], `${base}/${wanted}`)).toBe(path.join(base, real))
})

const outside: [string, string][] = [
  ['a sibling with the same beginning', 'data-evil'],
  ['dots', 'data/../secret'],
  ['dots behind what is not there', 'data/none/../../secret'],
  ['a link out', 'data/out'],
  ['below a link out', 'data/out/file'],
  ['the folder above', '.'],
]
test.each(outside)('%s is outside', async (_, wanted) => {
  await expect(containedPath([path.join(base, 'data')], `${base}/${wanted}`)).rejects.toMatchObject({
    details: { code: 'outside-roots' },
  })
})

test('a link that is put there later is followed when the path is used', async () => {
  const later = path.join(base, 'data/later')
  expect(await containedPath([path.join(base, 'data')], later)).toBe(later)
  symlinkSync(path.join(base, 'data-evil'), later)
  await expect(containedPath([path.join(base, 'data')], later)).rejects.toThrow('outside')
})

test.each(['relative', '', 'C:evil', '/a\0b'])('%j is no place', async (wanted) => {
  await expect(containedPath(['/'], wanted)).rejects.toThrow('outside')
})
