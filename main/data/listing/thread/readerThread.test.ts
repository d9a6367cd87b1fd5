import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ReaderThread } from './readerThread'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-reader-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, content: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  const { size, mtimeMs } = statSync(file)
  return { path: file, size, modified: mtimeMs }
}

test('gives the bytes of what is as it was listed, and nothing of the rest', async () => {
  const thread = new ReaderThread()
  const [one, empty, changed] = [put('one', 'first'), put('empty', ''), put('changed', 'as it was')]
  writeFileSync(changed.path, 'something else')
  symlinkSync(one.path, path.join(folder, 'link'))
  const files = [
    one,
    { ...one, path: path.join(folder, 'absent') },
    empty,
    changed,
    { ...one, path: path.join(folder, 'link') },
    { ...one, path: folder },
    { ...one, path: Buffer.from(one.path) },
  ]
  const texts = (await thread.read(files)).map((bytes) => bytes && Buffer.from(bytes).toString())
  expect(texts).toEqual(['first', undefined, '', undefined, undefined, undefined, 'first'])
  await thread.close()
})

test('readings at once do not mix, and one that is under way when it is closed reads nothing', async () => {
  const thread = new ReaderThread()
  const files = Array.from({ length: 20 }, (_, k) => put(`file-${k}`, `text ${k}`))
  const all = await Promise.all(files.map((file) => thread.read([file])))
  expect(all.map(([bytes]) => Buffer.from(bytes as Uint8Array).toString())).toEqual(files.map((_, k) => `text ${k}`))
  const late = thread.read(files)
  await thread.close()
  expect(await late).toEqual(files.map(() => undefined))
  expect(await thread.read(files.slice(0, 1))).toEqual([undefined])
})
