import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkListing } from './checkListing'
import { fill, temporaryFolder } from './testing/temporaryFolder'
import { list } from './testing/told'

const cases: [what: string, names: string[], code: string | undefined][] = [
  ['nothing', [], 'data-empty'],
  ['hidden files alone', ['a/.DS_Store'], 'data-empty'],
  ['pictures without class folders', ['1.png', '2.png'], 'data-no-class-folders'],
  ['empty class folders', ['a/', 'b/'], 'data-empty'],
  ['one class', ['a/1', 'a/2'], 'data-one-class'],
  ['nested folders that are not read', ['a/1', 'a/2', 'a/x/1'], 'data-one-class'],
  ['a class with one picture', ['a/1', 'b/1', 'b/2'], undefined],
]
test.each(cases)('%s', async (_, names, code) => {
  const listing = await list(fill(temporaryFolder(), names))
  if (code === undefined) expect(() => checkListing(listing)).not.toThrow()
  else
    expect(() => checkListing(listing)).toThrow(expect.objectContaining({ details: expect.objectContaining({ code }) }))
})

test('a table with one label, or none', async () => {
  const folder = fill(temporaryFolder(), ['1.png', '2.png'])
  const table = (content: string) => {
    writeFileSync(path.join(folder, 'labels.csv'), content)
    return list(path.join(folder, 'labels.csv'))
  }
  const one = await table('1.png,cat\n2.png,cat\n')
  expect(() => checkListing(one)).toThrow('has one class only, cat')
  const none = await table('')
  expect(() => checkListing(none)).toThrow('has no pictures')
})
