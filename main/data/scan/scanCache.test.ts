import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { realDisk } from '../../disk/realDisk'
import { failingDisk } from '../../disk/testing/failingDisk'
import { measurePicture } from './measurePicture'
import { ScanCache } from './scanCache'
import type { ScannedPicture } from './scannedPicture'
import type { FileKey } from './scanRecord'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-scan-cache-'))
  file = path.join(folder, 'pictures.scan')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Result = readonly [FileKey, ScannedPicture]
const sha256 = (digit: number) => String(digit % 10).repeat(64)

/** A picture of colour, a grey one, a refused one, by turns. */
function result(k: number): Result {
  const key = { name: `train/ants/é ${k}.jpg`, size: 1000 + k, modified: 1_700_000_000_000.25 + k }
  const header = { format: 'JPEG' as const, width: 100 + k, height: 50 }
  if (k % 3 === 2) {
    const problem = { code: 'picture-truncated', message: 'the file ends early', remedy: 'fetch it', place: key.name }
    return [key, { sha256: sha256(k), header: undefined, notes: [], problem, measures: undefined }]
  }
  const rgb = Uint8Array.from(
    { length: 32 * 32 * 3 },
    (_, at) => ((k % 3 === 0 ? at : Math.floor(at / 3)) * 37 * (k + 1)) % 256,
  )
  return [
    key,
    { sha256: sha256(k), header, notes: ['cmyk'], problem: undefined, measures: measurePicture(rgb, [32, 32]) },
  ]
}

async function read(version = 'decoder 1') {
  const found: Result[] = []
  const cache = await ScanCache.read(realDisk, file, version, (key, picture) => {
    const { measures } = picture
    found.push([
      key,
      { ...picture, measures: measures && { ...measures, thumbnail: Uint8Array.from(measures.thumbnail) } },
    ])
  })
  return { found, cache }
}

async function add(results: readonly Result[], version = 'decoder 1') {
  const { cache } = await read(version)
  await cache.append(results)
  await cache.close()
}

const results = Array.from({ length: 6 }, (_, k) => result(k))

test('what was kept comes back the same, over two openings', async () => {
  expect((await read()).found).toEqual([])
  await add(results.slice(0, 4))
  await add(results.slice(4))
  expect((await read()).found).toEqual(results)
})

test('records of more than a block of a megabyte', async () => {
  const many = Array.from({ length: 2000 }, (_, k) => result(k))
  await add(many)
  const { found } = await read()
  const keys = (list: readonly Result[]) => list.map(([{ name }, { sha256 }]) => `${name} ${sha256}`).join('\n')
  expect(keys(found)).toBe(keys(many))
  expect(found[1999]).toEqual(many[1999])
})

test('those of another decoder are not used, and are gone after the next writing', async () => {
  await add(results)
  expect((await read('decoder 2')).found).toEqual([])
  await add(results.slice(0, 1), 'decoder 2')
  expect((await read('decoder 2')).found).toEqual(results.slice(0, 1))
  expect((await read()).found).toEqual([])
})

test('a record cut short at any byte, or with a byte turned, ends the file there and is overwritten', async () => {
  await add(results.slice(0, 2))
  const whole = readFileSync(file)
  await add(results.slice(2, 3))
  const last = readFileSync(file).subarray(whole.length)
  for (let cut = 0; cut < last.length; cut += 3) {
    for (const torn of [last.subarray(0, cut), last.map((byte, k) => (k === cut ? byte ^ 16 : byte))]) {
      writeFileSync(file, whole)
      appendFileSync(file, torn)
      expect((await read()).found).toEqual(results.slice(0, 2))
    }
  }
  await add(results.slice(3))
  expect((await read()).found).toEqual([...results.slice(0, 2), ...results.slice(3)])
})

test('a file that is no cache', async () => {
  writeFileSync(file, 'x'.repeat(3_000_000))
  expect((await read()).found).toEqual([])
  await add(results)
  expect((await read()).found).toEqual(results)
})

test('a record that a full disk took by half is not glued to the next', async () => {
  const disk = failingDisk(realDisk, { at: 3, code: 'ENOSPC' })
  const cache = await ScanCache.read(disk, file, 'decoder 1', () => {})
  await expect(cache.append(results.slice(0, 2))).rejects.toThrow('ENOSPC')
  await cache.append(results.slice(2, 4))
  await cache.close()
  expect((await read()).found).toEqual(results.slice(2, 4))
})

test('made compact it has what is to be kept, and whatever fails meanwhile, everything', async () => {
  const keep = ({ size }: FileKey) => size % 2 === 0
  for (let at = 1; ; at++) {
    rmSync(file, { force: true })
    await add(results)
    const disk = failingDisk(realDisk, { at, code: 'EIO' })
    const cache = await ScanCache.read(disk, file, 'decoder 1', () => {})
    const failure = await cache.compact(keep).then(
      () => undefined,
      (error: Error) => error,
    )
    const { found } = await read()
    expect([results.length, results.length / 2]).toContain(found.length)
    if (disk.failed) {
      expect(failure?.message).toContain('EIO')
      continue
    }
    expect(found).toEqual(results.filter(([key]) => keep(key)))
    break
  }
  await add(results.slice(1, 2))
  expect((await read()).found).toHaveLength(4)
  expect(readdirSync(folder).filter((name) => !name.startsWith('.tmp'))).toEqual(['pictures.scan'])
})
