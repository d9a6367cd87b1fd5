import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ListOptions } from '../listOptions'
import type { PictureListing } from '../pictureListing'
import { fill, temporaryFolder } from '../testing/temporaryFolder'
import { list, told } from '../testing/told'
import { type ZipInput, zipOf } from '../testing/zipOf'

const zipFile = (bytes: Uint8Array, name = 'pictures.zip'): string => {
  const file = path.join(temporaryFolder(), name)
  writeFileSync(file, bytes)
  return file
}

async function contents(listing: PictureListing): Promise<string[]> {
  const got = await listing.read(listing.entries)
  return got.map((bytes) => ('code' in bytes ? `${bytes.code} ${bytes.place}` : Buffer.from(bytes).toString()))
}

const four = ['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png'].map((name): ZipInput => ({ name }))
const fourTold = ['a/1.png -> a', 'a/2.png -> a', 'b/1.png -> b', 'b/2.png -> b']

/** Bytes that do not get smaller. */
const noise = Uint8Array.from({ length: 5_000 }, (_, k) => Math.imul(k + 1, 0x9e3779b1) >>> 24)

/** An extra field of Windows with three times, 29,000 years from 1601 on. */
const farTime = Buffer.concat([
  Buffer.from([0x0a, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0]),
  ...Array(3).fill(Buffer.from('ffffffffffffff7f', 'hex')),
])

const archives: [what: string, inputs: ZipInput[], options: ListOptions, entries: string[], problems: string[]][] = [
  ['files in class folders', four, {}, fourTold, []],
  [
    'splits in one folder around everything, with folders listed',
    ['set/', 'set/train/', 'set/train/a/', 'set/train/a/1', 'set/train/a/2', 'set/val/a/1'].map((name) => ({
      name,
      ...(name.endsWith('/') ? { content: '', mode: 0o040755 } : {}),
    })),
    {},
    ['set/train/a/1 -> a (train)', 'set/train/a/2 -> a (train)', 'set/val/a/1 -> a (validation)'],
    [],
  ],
  [
    'nested folders',
    [...four, { name: 'b/more/3' }],
    { nested: 'full-path' },
    [...fourTold, 'b/more/3 -> b/more'],
    ['class-one-picture b/more/3'],
  ],
  [
    'what macOS and Windows leave',
    [...four, { name: '__MACOSX/a/._1.png' }, { name: 'a/.DS_Store' }, { name: 'a/Thumbs.db' }],
    {},
    fourTold,
    [],
  ],
  ['a dot in front', four.map(({ name }) => ({ name: `./${name}` })), {}, fourTold, []],
  [
    'names that lead out of it, or mean different things to different programs',
    [
      ...four,
      { name: '../a/x.png' },
      { name: 'a/../../x.png' },
      { name: '/etc/x.png' },
      { name: 'C:/x.png' },
      { name: 'a\\x.png' },
      { name: 'a/x\0.png' },
      { name: 'a//x.png' },
      { name: '' },
      { name: `${'d/'.repeat(30_000)}x.png` },
      { name: `${'e/'.repeat(101)}x.png` },
    ],
    {},
    fourTold,
    [
      'zip-unsafe-name ',
      'zip-unsafe-name ../a/x.png',
      'zip-unsafe-name /etc/x.png',
      'zip-unsafe-name C:/x.png',
      'zip-unsafe-name a/../../x.png',
      'zip-unsafe-name a//x.png',
      'zip-unsafe-name a/x\0.png',
      'zip-unsafe-name a\\x.png',
      `zip-unsafe-name ${'d/'.repeat(30_000)}x.png`,
      `zip-unsafe-name ${'e/'.repeat(101)}x.png`,
    ],
  ],
  [
    'links and what else is no file',
    [...four, { name: 'a/link', content: '/etc/passwd', mode: 0o120777 }, { name: 'a/pipe', mode: 0o010644 }],
    {},
    fourTold,
    ['link a/link', 'special-file a/pipe'],
  ],
  [
    'two files under one name, a file and a folder under one',
    [...four, { name: 'b/3.png' }, { name: 'b/3.png', content: 'other' }, { name: 'b' }],
    {},
    fourTold,
    ['zip-duplicate-name b', 'zip-duplicate-name b/3.png'],
  ],
  [
    'sizes that cannot be true',
    [...four, { name: 'a/3', content: noise, claimedSize: 10 }, { name: 'a/4', method: 0, claimedSize: 99 }],
    {},
    fourTold,
    ['zip-damaged a/3', 'zip-damaged a/4'],
  ],
  [
    'encrypted files, methods that nobody reads, empty files',
    [...four, { name: 'a/3', flags: 0x801 }, { name: 'a/4', method: 14 }, { name: 'a/5', content: '' }],
    {},
    fourTold,
    ['zip-encrypted a/3', 'zip-method a/4', 'file-empty a/5'],
  ],
  [
    'a bomb by ratio',
    [...four, { name: 'a/bomb.bmp', content: new Uint8Array(17 * 2 ** 20) }],
    {},
    fourTold,
    ['zip-bomb a/bomb.bmp'],
  ],
  [
    'a bomb by claim',
    [...four, { name: 'a/bomb.bmp', claimedSize: 0xfffffffe }],
    {},
    fourTold,
    ['zip-bomb a/bomb.bmp'],
  ],
  [
    'a bomb by shared bytes',
    [...four, { name: 'c/1' }, { name: 'c/2', bytesOf: 4 }, { name: 'c/3', bytesOf: 4 }],
    {},
    fourTold,
    ['class-empty c', 'zip-bomb c/1', 'zip-bomb c/2', 'zip-bomb c/3'],
  ],
  ['twins', [...four, { name: 'a/1.PNG' }], {}, ['a/1.PNG -> a', ...fourTold], ['case-twin a/1.png']],
]

test.each(archives)('%s', async (_, inputs, options, entries, problems) => {
  const listing = await list(zipFile(zipOf(inputs)), options)
  expect(told(listing)).toEqual({ entries, problems })
  // What is listed can be read.
  expect((await contents(listing)).every((text) => text.startsWith('picture '))).toBe(true)
  await listing.close()
})

test('is read in place: nothing appears beside it', async () => {
  const file = zipFile(zipOf([...four, { name: 'a/stored', method: 0 }, { name: 'a/extra', localExtra: 500 }]))
  const listing = await list(file)
  expect(await contents(listing)).toEqual(listing.entries.map(({ name }) => `picture ${name}`))
  expect(listing.entries.map((entry) => listing.path(entry))).toEqual(Array(6).fill(undefined))
  expect(listing.entries[0]?.modified).toBe(Date.UTC(2020, 1, 3, 4, 5, 6))
  expect(readdirSync(path.dirname(file))).toEqual(['pictures.zip'])
  await listing.close()
})

const hasZip = spawnSync('zip', ['-v']).status === 0
test.skipIf(!hasZip)('an archive by Info-ZIP holds what its folder holds, links as links', async () => {
  const folder = fill(temporaryFolder(), [
    'train/a/1',
    'train/a/caf\u00e9',
    'train/b/1',
    'train/b/2',
    'val/a/1',
    'val/b/\u{1f600}',
  ])
  symlinkSync('1', path.join(folder, 'train/a/link'))
  const file = path.join(temporaryFolder(), 'made.zip')
  execFileSync('zip', ['-q', '-r', '-y', file, '.'], { cwd: folder })
  const [inside, outside] = [await list(file), await list(folder)]
  expect(told(inside)).toEqual(told(outside))
  expect(await contents(inside)).toEqual(await contents(outside))
  await inside.close()
})

test('is known by its first bytes whatever it is called', async () => {
  expect((await list(zipFile(zipOf(four), 'pictures.dat'))).entries).toHaveLength(4)
  expect((await list(zipFile(zipOf([]), 'none.dat'))).entries).toHaveLength(0)
})

test.each([
  ['UTF-8', Buffer.from('caf\u00e9/1'), 0x800, 'caf\u00e9'],
  ['UTF-8 that is not marked, as macOS writes it', Buffer.from('caf\u00e9/1'), 0, 'caf\u00e9'],
  ['code page 437', Buffer.from('caf\x82/1', 'latin1'), 0, 'caf\u00e9'],
])('names in %s', async (_, name, flags, className) => {
  expect((await list(zipFile(zipOf([{ name, flags }])))).classes).toEqual([className])
})

const damage: [what: string, input: ZipInput, code: string][] = [
  ['another name in front of the bytes', { name: 'a/x', localName: 'a/y' }, 'zip-damaged'],
  ['a wrong checksum', { name: 'a/x', claimedCrc: 1 }, 'zip-damaged'],
  ['more bytes than it claims', { name: 'a/x', content: new Uint8Array(2 ** 20), claimedSize: 10 }, 'zip-damaged'],
  ['fewer bytes than it claims', { name: 'a/x', claimedSize: 500 }, 'zip-damaged'],
  ['bytes that are no deflate stream', { name: 'a/x', content: 'x', claimedSize: 9, claimedCrc: 9 }, 'zip-damaged'],
]
test.each(damage)('a file with %s is a problem when it is read', async (_, input, code) => {
  const listing = await list(zipFile(zipOf([...four, input])))
  expect(await contents(listing)).toEqual([
    'picture a/1.png',
    'picture a/2.png',
    `${code} a/x`,
    'picture b/1.png',
    'picture b/2.png',
  ])
})

test('a damaged table, a wrong count or a bomb in total is refused as a whole', async () => {
  const whole = zipOf(four)
  for (const cut of [0, 3, 20, 100, whole.length - 30, whole.length - 1])
    await expect(list(zipFile(whole.subarray(0, cut)))).rejects.toMatchObject({ details: { code: 'zip-damaged' } })
  for (const counted of [3, 5])
    await expect(list(zipFile(zipOf(four, counted)))).rejects.toMatchObject({ details: { code: 'zip-damaged' } })
  // Sixteen megabytes are let pass for one file, but not a hundred times.
  const packed = deflateRawSync(new Uint8Array(16 * 2 ** 20))
  const many = Array.from({ length: 100 }, (_, k) => ({ name: `a/${k}`, content: packed, claimedSize: 16 * 2 ** 20 }))
  await expect(list(zipFile(zipOf(many)))).rejects.toMatchObject({ details: { code: 'zip-bomb' } })
})

test('the largest time that can be written is no trouble', async () => {
  const listing = await list(zipFile(zipOf([{ name: 'a/1', extra: farTime }])))
  expect(listing.entries[0]?.modified).toBeGreaterThan(Date.UTC(9999))
  expect(await contents(listing)).toEqual(['picture a/1'])
})

test('a table that claims to lie beyond any file is refused', async () => {
  const whole = zipOf(four)
  // In front of the end of a zip: where its 64-bit version is, and there whatever.
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  for (const offset of [0n, 1000n, 2n ** 40n, 2n ** 63n]) {
    locator.writeBigUInt64LE(offset, 8)
    const zip64 = Buffer.concat([whole.subarray(0, -22), locator, whole.subarray(-22)])
    await expect(list(zipFile(zip64))).rejects.toMatchObject({ details: { code: 'zip-damaged' } })
  }
})

test('any bit flipped or any part cut off ends in a word, not in a crash', async () => {
  const whole = zipOf([...four, { name: 'b/stored', method: 0 }])
  const original = new Set(['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png', 'b/stored'].map((name) => `picture ${name}`))
  for (let at = 0; at < whole.length * 8; at += 23) {
    const bytes = Buffer.from(whole)
    bytes[at >> 3] = (bytes[at >> 3] as number) ^ (1 << (at & 7))
    try {
      const listing = await list(zipFile(bytes))
      // A file is right, or refused.
      for (const text of await contents(listing)) expect(original.has(text) || /^[a-z-]+ /.test(text)).toBe(true)
      await listing.close()
    } catch (error) {
      expect(error).toMatchObject({ details: { code: expect.stringMatching(/^zip-/) } })
    }
  }
})

test('an archive that is written to while it is open gives problems, not pictures', async () => {
  const file = zipFile(zipOf(four))
  const listing = await list(file)
  appendFileSync(file, 'x')
  expect(await contents(listing)).toEqual(listing.entries.map(({ name }) => `file-changed ${name}`))
})
