import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { realDisk } from '../../disk/realDisk'
import { WorkJournal } from './workJournal'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-journal-'))
  file = path.join(folder, 'in-work.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => WorkJournal.open(realDisk, file)
const found = ({ left, suspects }: WorkJournal) => ({ left, suspects })

test('what was in the decoder when a process was lost is known to the next one, and to the one after that', async () => {
  const first = await open()
  expect(found(first)).toEqual({ left: [], suspects: [] })
  await first.begin(['a'])
  await first.begin(['b', 'c', 'd'])
  // It is lost here. The next one tries them one by one, and is lost with the second.
  const second = await open()
  expect(found(second)).toEqual({ left: ['b', 'c', 'd'], suspects: ['b', 'c', 'd'] })
  await second.begin(['b'])
  await second.begin(['c'])
  const third = await open()
  expect(found(third)).toEqual({ left: ['c'], suspects: ['c', 'd'] })
  await third.begin(['d'])
  await third.begin(['e', 'f'])
  await third.close()
  expect(found(await open())).toEqual({ left: [], suspects: [] })
})

test('a line that is torn or no journal says nothing', async () => {
  const first = await open()
  await first.begin(['a'])
  appendFileSync(file, '{"work":["b"]')
  expect((await open()).left).toEqual(['a'])
  appendFileSync(file, '\n{"work":3}\n')
  expect((await open()).left).toEqual([])
})
