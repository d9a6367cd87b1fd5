import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fill, temporaryFolder } from '../testing/temporaryFolder'
import { list, told } from '../testing/told'

const files = ['img/1.png', 'img/2.png', 'img/3.png', 'img/4.png']

/** A table beside four pictures. */
function table(content: string | Buffer, name = 'labels.csv'): string {
  const file = path.join(fill(temporaryFolder(), files), name)
  writeFileSync(file, content)
  return file
}

const plain = ['img/1.png -> cat', 'img/2.png -> dog', 'img/3.png -> cat', 'img/4.png -> dog']
const rows = 'img/1.png,cat\nimg/2.png,dog\nimg/3.png,cat\nimg/4.png,dog\n'

const tables: [what: string, content: string | Buffer, entries: string[], problems: string[]][] = [
  ['paths and labels', rows, plain, []],
  ['a header', `filename,label\n${rows}`, plain, []],
  ['a header that nobody knows', `wo,was\n${rows}`, plain, []],
  [
    'Windows line ends, a byte order mark, blank lines and spaces',
    `\ufeff${rows.replace(/,/g, ' , ').replace(/\n/g, '\r\n\r\n')},\r\n`,
    plain,
    [],
  ],
  ['semicolons', rows.replace(/,/g, ';'), plain, []],
  ['tabs', rows.replace(/,/g, '\t'), plain, []],
  ['UTF-16', Buffer.from(`\ufeff${rows}`, 'utf16le'), plain, []],
  ['backslashes and dots in paths', rows.replace(/img\/1/, '.\\img\\1').replace(/img\/2/, './img/../img/2'), plain, []],
  [
    'columns in another order, with a split',
    'id,Class,Image Path,Set\n9,cat,img/1.png,train\n9,dog,img/2.png,Test\n9,dog,img/3.png,valid\n9,cat,img/4.png,\n',
    ['img/1.png -> cat (train)', 'img/2.png -> dog (test)', 'img/3.png -> dog (validation)', 'img/4.png -> cat'],
    ['class-untrained img/2.png'],
  ],
  [
    'a third column without a name is the split',
    rows.replace(/\n/g, ',train\n'),
    plain.map((entry) => `${entry} (train)`),
    [],
  ],
  [
    'numbers stay text',
    'img/1.png,10\nimg/2.png,2\nimg/3.png,02\nimg/4.png,1e1\n',
    ['img/1.png -> 10', 'img/2.png -> 2', 'img/3.png -> 02', 'img/4.png -> 1e1'],
    [1, 2, 3, 4].map((k) => `class-one-picture img/${k}.png`),
  ],
  [
    'quotes, commas and line breaks inside cells',
    '"img/1.png","cat, ""wild"""\n"img/2.png","cat, ""wild"""\nimg/3.png,"a\nb"\nimg/4.png,"a\nb"\n',
    ['img/1.png -> cat, "wild"', 'img/2.png -> cat, "wild"', 'img/3.png -> a\nb', 'img/4.png -> a\nb'],
    [],
  ],
  [
    'rows that cannot be used',
    `${rows}img/9.png,cat\n,cat\nimg/5.png\nimg/1.png,cat,more\nimg/2.png,\n../secret.png,cat\n/etc/hostname,cat\nimg,cat\nimg/1.png/x,cat\n`,
    plain,
    [
      'csv-outside ../secret.png',
      'csv-outside /etc/hostname',
      'special-file img',
      'missing img/1.png/x',
      'csv-no-label img/2.png',
      'missing img/9.png',
      'csv-no-path labels.csv, line 6',
      'csv-columns labels.csv, line 7',
      'csv-columns labels.csv, line 8',
    ],
  ],
  [
    'a picture twice, and one with two labels',
    `${rows}img/1.png,cat\nimg/2.png,cat\nimg/3.png,cat\n`,
    ['img/1.png -> cat', 'img/3.png -> cat', 'img/4.png -> dog'],
    [
      'csv-duplicate img/1.png',
      'csv-label-conflict img/2.png',
      'csv-duplicate img/3.png',
      'class-one-picture img/4.png',
    ],
  ],
  [
    'a split that is none',
    'path,label,split\nimg/1.png,cat,train\nimg/2.png,cat,holdout\nimg/3.png,cat,train\n',
    ['img/1.png -> cat (train)', 'img/3.png -> cat (train)'],
    ['csv-split img/2.png'],
  ],
  ['nothing', '', [], []],
  ['a header alone', 'path,label\n', [], []],
]
test.each(tables)('%s', async (_, content, entries, problems) => {
  expect(told(await list(table(content)))).toEqual({ entries, problems })
})

test('problems name the line, conflicts both', async () => {
  const { problems } = await list(table(`path,label\n${rows}img/9.png,cat\nimg/1.png,dog\n`))
  expect(problems.map(({ message }) => message)).toEqual([
    'line 7 says dog, line 2 cat; the picture is not used',
    'class cat has one picture',
    'line 6: the file is not there',
  ])
})

test('the bytes come from beside the table, wherever it is read from', async () => {
  const listing = await list(table(rows))
  const got = await listing.read(listing.entries)
  expect(got.map((bytes) => Buffer.from(bytes as Uint8Array).toString())).toEqual(
    files.map((name) => `picture ${name}`),
  )
})

test('an absolute path is fine inside the folder', async () => {
  const file = table('')
  writeFileSync(file, `${path.join(path.dirname(file), 'img/1.png')},cat\n`)
  expect((await list(file)).entries.map(({ name }) => name)).toEqual(['img/1.png'])
})

test.skipIf(process.platform !== 'linux')('what is named but is no regular file is not opened', async () => {
  const file = table('img/pipe,cat\nimg/link,cat\nbehind/1.png,cat\n\xe9.png,cat\nzero,cat\n')
  const folder = path.dirname(file)
  execFileSync('mkfifo', [path.join(folder, 'img/pipe')])
  symlinkSync('1.png', path.join(folder, 'img/link'))
  symlinkSync('img', path.join(folder, 'behind'))
  writeFileSync(path.join(folder, 'zero'), '')
  writeFileSync(path.join(folder, '\xe9.png'), 'picture')
  expect(told(await list(file))).toEqual({
    entries: ['\xe9.png -> cat'],
    problems: [
      'link behind/1.png',
      'link img/link',
      'special-file img/pipe',
      'file-empty zero',
      'class-one-picture \xe9.png',
    ],
  })
})

test.skipIf(process.platform !== 'linux')('a table in Latin-1 finds files whose names are', async () => {
  const file = table(Buffer.from('img/\xe9.png,caf\xe9\n', 'latin1'))
  writeFileSync(Buffer.from(`${path.dirname(file)}/img/\xe9.png`, 'latin1'), 'picture')
  expect((await list(file)).entries).toMatchObject([{ name: 'img/\\xe9.png', className: 'caf\\xe9' }])
})

const damaged: [what: string, content: string, code: string, place: RegExp][] = [
  ['a quote that is never closed', `${rows}"img/1.png,cat\nimg/2.png,dog\n`, 'csv-damaged', /labels\.csv, line \d/],
  ['a quote in the middle of a cell', `${rows}img/"1".png,cat\n`, 'csv-damaged', /labels\.csv, line 5/],
  ['one column', 'img/1.png\nimg/2.png\n', 'csv-columns', /labels\.csv$/],
]
test.each(damaged)('%s is refused as a whole', async (_, content, code, place) => {
  await expect(list(table(content))).rejects.toMatchObject({
    details: { code, place: expect.stringMatching(place) },
  })
})

test('tells its counts at once, and can be called off', async () => {
  const file = table(Array.from({ length: 50_000 }, (_, k) => `img/${k}.png,cat\n`).join(''))
  const controller = new AbortController()
  let told = 0
  let calledOff = 0
  const onProgress = ({ files }: { files: number }) => {
    if (files === 0 || told > 0) return
    told = files
    calledOff = performance.now()
    controller.abort(new Error('enough'))
  }
  await expect(list(file, { signal: controller.signal, onProgress })).rejects.toThrow('enough')
  expect(performance.now() - calledOff).toBeLessThan(1_000)
  expect(told).toBeLessThan(50_000)
})

test('a table in a folder of its own is not confused by folders of the same name', async () => {
  const file = table('img/1.png,cat\n')
  mkdirSync(path.join(path.dirname(file), 'labels'))
  expect((await list(file)).entries).toHaveLength(1)
})
