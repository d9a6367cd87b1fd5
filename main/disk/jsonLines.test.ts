import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepLines, openLines, readLines } from './jsonLines'
import { realDisk } from './realDisk'
import { failingDisk } from './testing/failingDisk'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-lines-'))
  file = path.join(folder, 'metrics.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('rows come back in order, over two openings', async () => {
  const first = await openLines(realDisk, file)
  await first.append([{ step: 1 }, { step: 2 }])
  await first.append([])
  await first.sync()
  await first.close()
  const second = await openLines(realDisk, file)
  await second.append([{ text: 'a\nb é' }])
  await second.close()
  expect(await readLines(realDisk, file)).toEqual({
    lines: ['{"step":1}', '{"step":2}', '{"text":"a\\nb é"}'],
    torn: false,
  })
})

test('no file is no rows', async () => {
  expect(await readLines(realDisk, file)).toEqual({ lines: [], torn: false })
})

test('a row cut short at any byte is left out by a reader and removed by the next writer', async () => {
  const row = '{"step":2,"name":"é"}\n'
  const bytes = Buffer.from(row)
  for (let cut = 0; cut < bytes.length; cut++) {
    writeFileSync(file, '{"step":1}\n')
    appendFileSync(file, bytes.subarray(0, cut))
    expect(await readLines(realDisk, file)).toEqual({ lines: ['{"step":1}'], torn: cut > 0 })
    const writer = await openLines(realDisk, file)
    await writer.append([{ step: 3 }])
    await writer.close()
    expect(readFileSync(file, 'utf8')).toBe('{"step":1}\n{"step":3}\n')
  }
})

test('a torn row longer than a block, and a file that is nothing else', async () => {
  writeFileSync(file, `{"step":1}\n${'x'.repeat(200_000)}`)
  await (await openLines(realDisk, file)).close()
  expect(readFileSync(file, 'utf8')).toBe('{"step":1}\n')
  writeFileSync(file, 'x'.repeat(200_000))
  await (await openLines(realDisk, file)).close()
  expect(readFileSync(file, 'utf8')).toBe('')
})

test('a row that the disk took by half is not glued to the next', async () => {
  const writer = await openLines(failingDisk(realDisk, { at: 3, code: 'ENOSPC' }), file)
  await writer.append([{ step: 1 }])
  await expect(writer.append([{ step: 2, long: 'x'.repeat(100) }])).rejects.toThrow('ENOSPC')
  expect(await readLines(realDisk, file)).toEqual({ lines: ['{"step":1}'], torn: true })
  await writer.append([{ step: 3 }])
  await writer.close()
  expect(await readLines(realDisk, file)).toEqual({ lines: ['{"step":1}', '{"step":3}'], torn: false })
})

test('rows behind a checkpoint are taken back', async () => {
  const writer = await openLines(realDisk, file)
  await writer.append([1, 2, 3, 4].map((step) => ({ step })))
  await writer.close()
  await keepLines(realDisk, file, (line) => (JSON.parse(line) as { step: number }).step <= 2)
  expect(readFileSync(file, 'utf8')).toBe('{"step":1}\n{"step":2}\n')
})
