import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ListOptions } from './listOptions'
import { listPictures } from './listPictures'
import { fill, temporaryFolder } from './testing/temporaryFolder'
import { list, told } from './testing/told'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'

const layouts: [what: string, names: string[], nested: ListOptions['nested'], entries: string[], problems: string[]][] =
  [
    [
      'one folder a class',
      ['b/1.png', 'b/2.png', 'a/1.png', 'a/2.jpg'],
      undefined,
      ['a/1.png -> a', 'a/2.jpg -> a', 'b/1.png -> b', 'b/2.png -> b'],
      [],
    ],
    [
      'train, val and test, whatever their capitals',
      ['Train/a/1', 'Train/a/2', 'Train/b/1', 'valid/a/1', 'valid/b/1', 'TEST/b/1'],
      undefined,
      [
        'TEST/b/1 -> b (test)',
        'Train/a/1 -> a (train)',
        'Train/a/2 -> a (train)',
        'Train/b/1 -> b (train)',
        'valid/a/1 -> a (validation)',
        'valid/b/1 -> b (validation)',
      ],
      [],
    ],
    [
      'train alone, beside pictures without a class',
      ['train/a/1', 'train/a/2', 'test/7.jpg', 'test/8.jpg'],
      undefined,
      ['train/a/1 -> a (train)', 'train/a/2 -> a (train)'],
      ['no-class-folder test/7.jpg', 'no-class-folder test/8.jpg'],
    ],
    [
      'a class that is called train',
      ['train/1', 'train/2', 'bus/1', 'bus/2'],
      undefined,
      ['bus/1 -> bus', 'bus/2 -> bus', 'train/1 -> train', 'train/2 -> train'],
      [],
    ],
    [
      'a folder beside train and val',
      ['train/a/1', 'val/a/1', 'extra/a/1', 'extra/2'],
      undefined,
      ['train/a/1 -> a (train)', 'val/a/1 -> a (validation)'],
      ['no-split-folder extra'],
    ],
    [
      'one folder around everything',
      ['data/set/README', 'data/set/a/1', 'data/set/a/2', 'data/set/b/1', 'data/set/b/2'],
      undefined,
      ['data/set/a/1 -> a', 'data/set/a/2 -> a', 'data/set/b/1 -> b', 'data/set/b/2 -> b'],
      ['no-class-folder data/set/README'],
    ],
    [
      'nested folders left out',
      ['a/1', 'a/2', 'a/more/3', 'a/more/deep/4', 'b/1', 'b/2'],
      undefined,
      ['a/1 -> a', 'a/2 -> a', 'b/1 -> b', 'b/2 -> b'],
      ['nested-folder a/more'],
    ],
    [
      'nested folders to their first folder',
      ['train/a/1', 'train/a/more/3', 'train/a/more/deep/4', 'val/a/5'],
      'first-folder',
      [
        'train/a/1 -> a (train)',
        'train/a/more/3 -> a (train)',
        'train/a/more/deep/4 -> a (train)',
        'val/a/5 -> a (validation)',
      ],
      [],
    ],
    [
      'nested folders as classes',
      ['a/1', 'a/2', 'a/more/3', 'a/more/4', 'b/x/1', 'b/x/2'],
      'full-path',
      ['a/1 -> a', 'a/2 -> a', 'a/more/3 -> a/more', 'a/more/4 -> a/more', 'b/x/1 -> b/x', 'b/x/2 -> b/x'],
      [],
    ],
    [
      'hidden names without a word',
      ['.git/1', '.x', 'a/1', 'a/2', 'a/.DS_Store', 'a/._1', 'a/Thumbs.db', 'a/desktop.ini', '__MACOSX/a/1'],
      undefined,
      ['a/1 -> a', 'a/2 -> a'],
      [],
    ],
    [
      'what is odd about classes',
      ['train/a/1', 'train/a/2', 'train/none/', 'val/A/1', 'val/only/1'],
      undefined,
      [
        'train/a/1 -> a (train)',
        'train/a/2 -> a (train)',
        'val/A/1 -> A (validation)',
        'val/only/1 -> only (validation)',
      ],
      [
        'class-empty train/none',
        'class-case-twin val/A/1',
        'class-one-picture val/A/1',
        'class-untrained val/A/1',
        'class-one-picture val/only/1',
        'class-untrained val/only/1',
      ],
    ],
    [
      'pictures without class folders',
      ['1.png', '2.png'],
      undefined,
      [],
      ['no-class-folder 1.png', 'no-class-folder 2.png'],
    ],
    ['nothing', [], undefined, [], []],
  ]

test.each(layouts)('layout: %s', async (_, names, nested, entries, problems) => {
  expect(told(await list(fill(temporaryFolder(), names), { nested }))).toEqual({ entries, problems })
})

test('sorts as ImageFolder does: by code points, numbers as text', async () => {
  const names = ['10', '2', '1', 'Z', 'a', 'é', 'z', '\u{1f600}', '\uffee', '\u4e00']
  const { classes } = await list(
    fill(
      temporaryFolder(),
      names.flatMap((name) => [`${name}/1`, `${name}/2`]),
    ),
  )
  expect(classes).toEqual(['1', '10', '2', 'Z', 'a', 'z', 'é', '\u4e00', '\uffee', '\u{1f600}'])
})

describe.skipIf(process.platform === 'win32')('odd folders', () => {
  test('links, loops, pipes, sockets, devices and empty files are listed with their reason', async () => {
    const folder = fill(temporaryFolder(), ['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png', 'elsewhere.png'])
    symlinkSync('..', path.join(folder, 'a/loop'))
    symlinkSync(folder, path.join(folder, 'loop'))
    symlinkSync('nowhere', path.join(folder, 'a/dangling.png'))
    symlinkSync('../elsewhere.png', path.join(folder, 'b/link.png'))
    linkSync(path.join(folder, 'a/1.png'), path.join(folder, 'a/hard.png'))
    writeFileSync(path.join(folder, 'a/zero.jpg'), '')
    execFileSync('mkfifo', [path.join(folder, 'a/pipe.jpg')])
    const server = createServer().listen(path.join(folder, 'a/socket'))
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    if (isRoot) execFileSync('mknod', [path.join(folder, 'b/null.jpg'), 'c', '1', '3'])
    expect(told(await list(folder))).toEqual({
      entries: ['a/1.png -> a', 'a/2.png -> a', 'a/hard.png -> a', 'b/1.png -> b', 'b/2.png -> b'],
      problems: [
        'link a/dangling.png',
        'link a/loop',
        'special-file a/pipe.jpg',
        'special-file a/socket',
        'file-empty a/zero.jpg',
        'link b/link.png',
        ...(isRoot ? ['special-file b/null.jpg'] : []),
        'no-class-folder elsewhere.png',
        'link loop',
      ],
    })
  })

  test.skipIf(!isLinux)('names that are no UTF-8 survive, beside the ones that look like them', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'a'))
    const names: [raw: Buffer, name: string][] = [
      [Buffer.from('bild\xe9.png', 'latin1'), 'a/bild\\xe9.png'],
      [Buffer.from('bild\\xe9.png'), 'a/bild\\x5cxe9.png'],
      [Buffer.from([0xff, 0xfe, 0x2e, 0xc3]), 'a/\\xff\\xfe.\\xc3'],
      [Buffer.from('\ufffd.png'), 'a/\ufffd.png'],
      [Buffer.from([0xed, 0xa0, 0x80]), 'a/\\xed\\xa0\\x80'],
      [Buffer.from('\u{1f600} line\nbreak'), 'a/\u{1f600} line\nbreak'],
    ]
    for (const [raw, name] of names) writeFileSync(Buffer.concat([Buffer.from(`${folder}/a/`), raw]), `picture ${name}`)
    const listing = await list(folder)
    expect(listing.problems).toEqual([])
    expect(listing.entries.map(({ name }) => name).sort()).toEqual(names.map(([, name]) => name).sort())
    const contents = await listing.read(listing.entries)
    listing.entries.forEach((entry, k) => {
      expect(Buffer.from(contents[k] as Uint8Array).toString()).toBe(`picture ${entry.name}`)
      expect(readFileSync(Buffer.from(listing.path(entry) as Uint8Array), 'utf8')).toBe(`picture ${entry.name}`)
    })
  })

  test.skipIf(!isLinux)('names that other systems take for one are used, with a word', async () => {
    const folder = fill(temporaryFolder(), [
      'a/x.png',
      'a/X.png',
      'a/caf\u00e9',
      'a/cafe\u0301',
      'B/x.png',
      'b/x.png',
      'b/y.png',
      'B/y.png',
    ])
    const { entries, problems } = told(await list(folder))
    expect(entries).toHaveLength(8)
    expect(problems).toEqual(['accent-twin a/caf\u00e9', 'case-twin a/x.png', 'case-twin b'])
  })

  test.skipIf(!isRoot)('files and folders without permission are listed, and the rest goes on', async () => {
    const folder = fill(temporaryFolder(), ['a/1', 'a/2', 'a/closed', 'b/1', 'b/2', 'c/1', 'd/1', 'd/2'])
    chmodSync(path.join(folder, 'a/closed'), 0)
    chmodSync(path.join(folder, 'c'), 0)
    // Its names can be read, what they stand for cannot.
    chmodSync(path.join(folder, 'd'), 0o444)
    const listing = await asNobody(() => list(folder))
    expect(told(listing)).toEqual({
      entries: ['a/1 -> a', 'a/2 -> a', 'b/1 -> b', 'b/2 -> b'],
      problems: ['not-allowed a/closed', 'not-allowed c', 'class-empty d', 'not-allowed d/1', 'not-allowed d/2'],
    })
    chmodSync(path.join(folder, 'a/1'), 0)
    const [first, second] = await asNobody(() => listing.read(listing.entries))
    expect(first).toMatchObject({ code: 'not-allowed', place: 'a/1' })
    expect(second).toBeInstanceOf(Uint8Array)
  })

  test.skipIf(!isRoot)('a folder that is closed altogether is a problem by itself', async () => {
    const folder = fill(temporaryFolder(), ['in/a/1'])
    chmodSync(path.join(folder, 'in'), 0)
    await expect(asNobody(() => list(path.join(folder, 'in')))).rejects.toMatchObject({
      details: { code: 'not-allowed' },
    })
  })

  test.skipIf(!isRoot || !isLinux)('a folder mounted inside itself is entered once', async (context) => {
    const folder = fill(temporaryFolder(), ['a/1', 'a/2', 'b/'])
    try {
      execFileSync('mount', ['--bind', folder, path.join(folder, 'b')], { stdio: 'ignore' })
    } catch {
      context.skip('nothing may be mounted here')
    }
    onTestFinished(() => void execFileSync('umount', [path.join(folder, 'b')]))
    expect(told(await list(folder, { nested: 'first-folder' }))).toEqual({
      entries: ['a/1 -> a', 'a/2 -> a'],
      problems: ['folder-again b'],
    })
  })

  test.skipIf(!isLinux)('a path longer than the system takes is a problem, not the end', async () => {
    const folder = fill(temporaryFolder(), ['a/1', 'a/2'])
    onTestFinished(() => void execFileSync('rm', ['-rf', folder]))
    const deep = Array(15).fill('d'.repeat(200)).join('/')
    mkdirSync(path.join(folder, 'half', deep), { recursive: true })
    mkdirSync(path.join(folder, deep), { recursive: true })
    renameSync(path.join(folder, 'half'), path.join(folder, deep, 'half'))
    const { entries, problems } = told(await list(folder, { nested: 'first-folder' }))
    expect(entries).toEqual(['a/1 -> a', 'a/2 -> a'])
    expect(problems.map((problem) => problem.replace(/d{200}(\/d{200})*/g, 'd'))).toEqual([
      'class-empty d',
      'name-too-long d/half/d',
    ])
  })
})

/** Runs as the user nobody, as which mode 000 means what it says: root reads everything. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  process.setegid?.(65534)
  process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}

/** Puts something else in a file's place; the file is kept beside it. */
function instead(file: string, make: () => void): void {
  renameSync(file, `${file}.kept`)
  make()
}

describe('reading', () => {
  const three = ['a/1', 'a/2', 'a/3']

  test('gives the bytes in the order asked for', async () => {
    const listing = await list(fill(temporaryFolder(), three))
    const [first, , third] = listing.entries
    const got = await listing.read([third, first, third] as typeof listing.entries)
    expect(got.map((bytes) => Buffer.from(bytes as Uint8Array).toString())).toEqual([
      'picture a/3',
      'picture a/1',
      'picture a/3',
    ])
  })

  const changes: [what: string, change: (file: string) => void, code: string][] = [
    ['deleted', (file) => rmSync(file), 'missing'],
    ['truncated', (file) => truncateSync(file, 3), 'file-changed'],
    ['replaced at the same size', (file) => writeFileSync(file, 'picture x/y'), 'file-changed'],
    ['set back in time', (file) => utimesSync(file, 1, 1), 'file-changed'],
    ['a folder now', (file) => instead(file, () => mkdirSync(file)), 'file-changed'],
    ['a link now', (file) => instead(file, () => symlinkSync(`${file}.kept`, file)), 'file-changed'],
    ['a pipe now', (file) => instead(file, () => execFileSync('mkfifo', [file])), 'file-changed'],
    ['with its folder gone', (file) => rmSync(path.dirname(file), { recursive: true }), 'missing'],
  ]
  test.skipIf(process.platform === 'win32').each(changes)(
    'a file %s is a problem in its place',
    async (_, change, code) => {
      const folder = fill(temporaryFolder(), [...three, 'b/1'])
      const listing = await list(folder)
      const before = statSync(path.join(folder, 'b/1')).mtimeMs
      // Clocks of file systems tick every few milliseconds.
      while (Date.now() < before + 20) await new Promise((resolve) => setTimeout(resolve, 5))
      change(path.join(folder, 'b/1'))
      const got = await listing.read(listing.entries)
      expect(got[3]).toMatchObject({ code, place: 'b/1' })
      expect(got.slice(0, 3).map((bytes) => bytes instanceof Uint8Array)).toEqual([true, true, true])
    },
  )

  test('refuses what is larger than asked for, without opening it', async () => {
    const folder = fill(temporaryFolder(), three)
    truncateSync(path.join(folder, 'a/2'), 2 ** 40)
    const listing = await list(folder)
    const got = await listing.read(listing.entries)
    expect(got[1]).toMatchObject({ code: 'file-too-large', place: 'a/2' })
    const small = await list(folder, { mostBytes: 3 })
    expect((await small.read(small.entries)).map((got) => 'code' in got && got.code)).toEqual(
      Array(3).fill('file-too-large'),
    )
  })
})

test('a place that is not there, or a file of another kind, is not ours', async () => {
  const folder = fill(temporaryFolder(), ['text'])
  expect(await listPictures(path.join(folder, 'nowhere'))).toBeUndefined()
  expect(await listPictures(path.join(folder, 'text'))).toBeUndefined()
  expect(await listPictures(path.join(folder, 'text/below'))).toBeUndefined()
})

test('the folder itself may be a link', async () => {
  const folder = fill(temporaryFolder(), ['in/a/1', 'in/a/2'])
  symlinkSync('in', path.join(folder, 'link'))
  expect((await list(path.join(folder, 'link'))).entries).toHaveLength(2)
})
