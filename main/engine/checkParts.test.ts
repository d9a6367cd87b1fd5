import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkParts } from './checkParts'

let folder: string
let list: string
const contents = { 'one.so': Buffer.alloc(5_000_000, 7), 'two.node': Buffer.from('addon'), 'empty.so': Buffer.alloc(0) }
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-parts-'))
  list = path.join(folder, 'engine.json')
  const files: Record<string, string> = {}
  for (const [name, bytes] of Object.entries(contents)) {
    writeFileSync(path.join(folder, name), bytes)
    files[name] = createHash('sha256').update(bytes).digest('hex')
  }
  writeFileSync(list, JSON.stringify({ files }))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('parts that are as they were packaged pass', () => expect(() => checkParts(folder, list)).not.toThrow())

test.each(Object.keys(contents))('%s with one byte more is named', (name) => {
  appendFileSync(path.join(folder, name), '!')
  expect(() => checkParts(folder, list)).toThrow(`${name} is not the file that Layerloom was made with`)
})

test('a part that is missing is named', () => {
  rmSync(path.join(folder, 'two.node'))
  expect(() => checkParts(folder, list)).toThrow('two.node is not the file that Layerloom was made with')
})
