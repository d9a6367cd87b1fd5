import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderName, freePlace } from './freePlace'

test('a folder that has something is passed over, an empty one is not', async () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'layerloom-free-'))
  try {
    expect(await freePlace(parent, 'digits')).toBe(path.join(parent, 'digits'))
    mkdirSync(path.join(parent, 'digits'))
    expect(await freePlace(parent, 'digits')).toBe(path.join(parent, 'digits'))
    writeFileSync(path.join(parent, 'digits', 'a'), '')
    writeFileSync(path.join(parent, 'digits 2'), '')
    expect(await freePlace(parent, 'digits')).toBe(path.join(parent, 'digits 3'))
    expect(await freePlace(path.join(parent, 'not', 'there'), 'a')).toBe(path.join(parent, 'not', 'there', 'a'))
  } finally {
    rmSync(parent, { recursive: true })
  }
})

test.each([
  ['tide pool', 'tide pool'],
  ['../../etc', 'etc'],
  ['a/b\\c:d', 'a-b-c-d'],
  ['..', 'project'],
  ['', 'project'],
  ['con', 'project'],
  ['말미잘', '말미잘'],
  ['a\u202eb\n', 'a-b-'],
  ['x'.repeat(90), 'x'.repeat(60)],
])('%j becomes the folder %j', (name, expected) => expect(folderName(name)).toBe(expected))
