import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../../shared/problem'
import { pngFile } from '../../../tests/data/pngFile'
import { realDisk } from '../../disk/realDisk'
import { failingDisk } from '../../disk/testing/failingDisk'
import { randomFrom } from '../../disk/testing/randomFrom'
import { openPictureDecoder } from '../../jobs/pictures/openPictureDecoder'
import { listPictures } from '../listing/listPictures'
import type { PictureListing } from '../listing/pictureListing'
import type { EncodedPicture, PictureDecoder, PictureTarget } from '../pictures/pictureDecoder'
import type { WorkProgress } from '../workProgress'
import { Pack } from './pack'
import { type PlaceRequest, packPlace } from './packPlace'
import { digestPacking } from './testing/digestPacking'
import { markUsed, trimPacks } from './trimPacks'

const target: PictureTarget = { shape: [8, 10, 3], resize: 'stretch', background: [0, 0, 0] }
const size = 8 * 10 * 3
let decoder: PictureDecoder
beforeAll(async () => {
  decoder = await openPictureDecoder()
})
afterAll(() => decoder.close())

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-pack-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const pictures = () => path.join(folder, 'pictures')
const packs = () => path.join(folder, 'packs')

function put(name: string, content: Uint8Array | string): void {
  const file = path.join(pictures(), name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

async function listed(): Promise<PictureListing> {
  const listing = await listPictures(pictures())
  if (!listing) throw new Error('no pictures')
  return listing
}

/** Packs what is there now, and counts what was decoded for it. */
async function pack(changes: Partial<PlaceRequest> = {}): Promise<Pack & { decoded: string[]; damage: Problem[] }> {
  const decoded: string[] = []
  const damage: Problem[] = []
  const counting: PictureDecoder = {
    ...decoder,
    decode: (some, ...rest) => {
      decoded.push(...some.map(({ entry }) => entry.name))
      return decoder.decode(some, ...rest)
    },
  }
  const made = await packPlace({
    listing: await listed(),
    place: pictures(),
    decoder: counting,
    target,
    packs: packs(),
    whenFilesChange: 'skip',
    onDamage: (problem) => damage.push(problem),
    ...changes,
  })
  return Object.assign(made, { decoded, damage })
}

/** Pixels by file name. */
async function pixels(packed: Pack): Promise<Record<string, string>> {
  const { files } = packed.index
  const all = new Uint8Array(files.length * size)
  await packed.read(
    files.map(([, , , place]) => place),
    all,
  )
  return Object.fromEntries(
    files.map(([name], k) => [name, Buffer.from(all.subarray(k * size, (k + 1) * size)).toString('hex')]),
  )
}

/** Mixed sizes, grey among colour, a copy, and two that are none. */
function fillFolder(): void {
  for (let i = 0; i < 12; i++) put(`a/${i}.png`, pngFile(5 + i, 20 - i, i % 3 === 0 ? 1 : 3, i))
  for (let i = 0; i < 7; i++) put(`b/${i}.png`, pngFile(8, 10, 3, 100 + i))
  put('b/copy.png', pngFile(5 + 4, 20 - 4, 3, 4))
  put('a/cut.png', pngFile(9, 9, 3, 1).subarray(0, 90))
  put('a/text.jpg', 'no picture')
}

describe('a pack', () => {
  test('has every picture as the decoder gives it, whatever its size, and says what it does not have', async () => {
    fillFolder()
    const packed = await pack()
    expect(packed.index.refused.map(([name, , , { code, place }]) => [name, code, place])).toEqual([
      ['a/cut.png', 'picture-truncated', 'a/cut.png'],
      ['a/text.jpg', 'picture-unknown', 'a/text.jpg'],
    ])
    const found = await pixels(packed)
    expect(Object.keys(found)).toHaveLength(20)
    for (const [name, hex] of Object.entries(found)) {
      const entry = { name, className: 'a', split: undefined, size: 0, modified: 0 }
      const into = new Uint8Array(size)
      await decoder.decode([{ entry, bytes: readFileSync(path.join(pictures(), name)) }], target, into)
      expect(hex, name).toBe(Buffer.from(into).toString('hex'))
    }
    expect(found['b/copy.png']).toBe(found['a/4.png'])
    expect(packed.index.pictures).toBe(19)
    expect(packed.decoded).not.toContain('b/copy.png')
    await packed.close()
  })

  test('is read picture by picture where it is not held in memory, to the same bytes', async () => {
    fillFolder()
    const packed = await pack()
    const streamed = (await Pack.open(packed.file, 0)) as Pack
    expect(await pixels(streamed)).toEqual(await pixels(packed))
    await Promise.all([packed.close(), streamed.close()])
  })

  test('is taken as it is while no file changes, and reads no file for that', async () => {
    fillFolder()
    await (await pack()).close()
    const listing = await listed()
    const read: string[] = []
    const again = await pack({
      listing: {
        ...listing,
        read: (entries) => {
          read.push(...entries.map(({ name }) => name))
          return listing.read(entries)
        },
      },
    })
    expect([again.decoded, read]).toEqual([[], []])
    await again.close()
  })

  test('takes over what it has: only files that came or changed are decoded', async () => {
    fillFolder()
    const first = await pack()
    const before = await pixels(first)
    put('a/new.png', pngFile(30, 30, 3, 500))
    put('a/3.png', pngFile(31, 31, 3, 501))
    rmSync(path.join(pictures(), 'b/0.png'))
    utimesSync(path.join(pictures(), 'b/1.png'), 1, 1)
    const next = await pack()
    expect(next.decoded.sort()).toEqual(['a/3.png', 'a/new.png'])
    const { 'a/3.png': _changed, 'b/0.png': _gone, ...standing } = before
    const after = await pixels(next)
    expect(after).toMatchObject(standing)
    expect(Object.keys(after).filter((name) => !(name in before))).toEqual(['a/new.png'])
    await Promise.all([first.close(), next.close()])
  })

  test('of another size, background or way to fit is another one', async () => {
    fillFolder()
    const names = new Set<string>()
    for (const other of [
      {},
      { shape: [8, 8, 3] as const },
      { resize: 'fit' as const },
      { background: [1, 0, 0] as const },
    ]) {
      const packed = await pack({ target: { ...target, ...other } })
      names.add(packed.file)
      expect(packed.decoded).toHaveLength(packed.index.pictures + 2)
      await packed.close()
    }
    expect(names.size).toBe(4)
  })

  test('tells how far it is, with speed and time left, and ends at the end', async () => {
    for (let i = 0; i < 600; i++) put(`${i % 2 ? 'a' : 'b'}/${i}.png`, pngFile(4, 4, 1, i))
    const told: (WorkProgress | undefined)[] = []
    const packed = await pack({ onProgress: (_, progress) => told.push(progress) })
    expect(told.length).toBeGreaterThan(1)
    expect(told[told.length - 1]).toMatchObject({
      done: 600,
      total: 600,
      secondsLeft: 0,
      perSecond: expect.any(Number),
    })
    await packed.close()
  })
})

describe('damage', () => {
  test('of any byte or length is noticed, told, and mended from the files', async () => {
    fillFolder()
    const first = await pack()
    const whole = await pixels(first)
    await first.close()
    const bytes = readFileSync(first.file)
    const random = randomFrom(7)
    const spoilt = [
      ...Array.from({ length: 20 }, () => {
        const copy = Buffer.from(bytes)
        const at = random(copy.length)
        copy[at] = (copy[at] as number) ^ (1 << random(8))
        return copy
      }),
      ...[0, 1, 47, 48, bytes.length - 1, bytes.length >> 1].map((length) => bytes.subarray(0, length)),
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.alloc(bytes.length),
    ]
    for (const content of spoilt) {
      writeFileSync(first.file, content)
      const again = await pack()
      expect(again.damage.map(({ details }) => details.code)).toEqual(['pack-damaged'])
      expect(await pixels(again)).toEqual(whole)
      await again.close()
      expect(readFileSync(first.file).equals(bytes)).toBe(true)
    }
  })

  test('of a picture that is not held in memory is met when it is read, once', async () => {
    fillFolder()
    const first = await pack()
    await first.close()
    const bytes = readFileSync(first.file)
    bytes[3 * size + 5] = (bytes[3 * size + 5] as number) ^ 1
    writeFileSync(first.file, bytes)
    const streamed = (await Pack.open(first.file, 0)) as Pack
    const into = new Uint8Array(size)
    await streamed.read([2], into)
    await expect(streamed.read([3], into)).rejects.toThrow('picture 3 is not as it was written')
    truncateSync(first.file, size)
    await expect(streamed.read([4], into)).rejects.toThrow('cut short')
    await streamed.close()
  })
})

describe('files that change while they are packed', () => {
  /** Three portions; while the first is decoded, and the second perhaps read already, files of the third go, are cut and are exchanged. */
  function changingFolder(): { listing: Promise<PictureListing>; spoiling: PictureDecoder } {
    for (let i = 0; i < 600; i++) put(`${i % 2 ? 'a' : 'b'}/${String(i).padStart(3, '0')}.png`, pngFile(4, 4, 3, i))
    let isSpoilt = false
    const spoiling: PictureDecoder = {
      ...decoder,
      decode(some: readonly EncodedPicture[], ...rest) {
        if (!isSpoilt) {
          isSpoilt = true
          rmSync(path.join(pictures(), 'b/596.png'))
          truncateSync(path.join(pictures(), 'b/594.png'), 20)
          writeFileSync(path.join(pictures(), 'b/592.png'), pngFile(6, 6, 3, 1))
        }
        return decoder.decode(some, ...rest)
      },
    }
    return { listing: listed(), spoiling }
  }

  test('are left out and named by `skip`; no other moves', async () => {
    const { listing, spoiling } = changingFolder()
    const packed = await pack({ listing: await listing, decoder: spoiling })
    expect(packed.index.refused.map(([name, , , { code }]) => [name, code])).toEqual([
      ['b/592.png', 'file-changed'],
      ['b/594.png', 'file-changed'],
      ['b/596.png', 'missing'],
    ])
    const found = await pixels(packed)
    expect(Object.keys(found)).toHaveLength(597)
    await packed.close()
    // They are tried again, and taken if they are sound.
    const again = await pack()
    expect(again.decoded.sort()).toEqual(['b/592.png', 'b/594.png'])
    expect(again.index.refused.map(([name]) => name)).toEqual(['b/594.png'])
    await again.close()
  })

  test('end it by `stop`, with the file in the word, and nothing is left behind', async () => {
    const { listing, spoiling } = changingFolder()
    await expect(pack({ listing: await listing, decoder: spoiling, whenFilesChange: 'stop' })).rejects.toMatchObject({
      details: { code: 'file-changed', place: 'b/592.png' },
    })
    expect((readdirSync(packs(), { recursive: true }) as string[]).filter((name) => name.includes('.'))).toEqual([])
  })
})

test('packs that nobody has used for longest go first, and the one in hand stays', async () => {
  mkdirSync(packs())
  const names = ['a', 'b', 'c', 'd'].map((letter) => `${letter}.pack`)
  for (const [k, name] of names.entries()) {
    writeFileSync(path.join(packs(), name), Buffer.alloc(1000))
    utimesSync(path.join(packs(), name), 1000 + k, 1000 + k)
  }
  writeFileSync(path.join(packs(), 'x.txt'), Buffer.alloc(9000))
  await markUsed(path.join(packs(), 'b.pack'))
  expect(await trimPacks(packs(), 'a.pack', 2500)).toEqual(['c.pack', 'd.pack'])
  expect(readdirSync(packs()).sort()).toEqual(['a.pack', 'b.pack', 'x.txt'])
  expect(await trimPacks(packs(), 'a.pack', 0)).toEqual(['b.pack'])
  // By itself it leaves small ones alone.
  expect(await trimPacks(packs(), 'none')).toEqual([])
})

test('a cancel ends it within one decoding, and leaves nothing', async () => {
  for (let i = 0; i < 600; i++) put(`${i % 2 ? 'a' : 'b'}/${i}.png`, pngFile(4, 4, 1, i))
  const stop = new AbortController()
  const packing = pack({ signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) })
  await expect(packing).rejects.toThrow('enough')
  expect((readdirSync(packs(), { recursive: true }) as string[]).filter((name) => name.includes('.'))).toEqual([])
})

describe('the disk', () => {
  test('too small for it: said before anything is decoded, with what is needed', async () => {
    fillFolder()
    const disk = { ...realDisk, freeBytes: async () => 2_000 }
    await expect(pack({ disk })).rejects.toMatchObject({
      details: {
        code: 'disk-full',
        message: 'cannot pack 22 pictures of 8x10x3: they need 10 kB, the disk has 2 kB',
        remedy: expect.stringContaining('free space'),
      },
    })
  })

  test.each(['ENOSPC', 'EIO'] as const)(
    'failing with %s at any call: a Problem, and the next packing is whole',
    async (code) => {
      fillFolder()
      const failures: string[] = []
      for (let at = 1; ; at++) {
        rmSync(packs(), { recursive: true, force: true })
        const disk = failingDisk(realDisk, { at, code })
        const listing = await listed()
        const request = { ...digestPacking(listing, pictures(), packs()), disk }
        const failed = await packPlace(request).then(
          (made) => made.close(),
          (error: unknown) => error as Problem,
        )
        if (!disk.failed) break
        if (failed) failures.push(failed.details.code)
        const next = await packPlace(digestPacking(listing, pictures(), packs()))
        expect(next.index.files).toHaveLength(22)
        await next.close()
        const left = readdirSync(packs(), { recursive: true }) as string[]
        expect(left.filter((name) => name.includes('.tmp') && name.includes('.pack'))).toEqual([])
      }
      expect(failures.length).toBeGreaterThan(5)
      expect([...new Set(failures)]).toEqual([code === 'ENOSPC' ? 'disk-full' : 'disk-error'])
    },
  )
})
