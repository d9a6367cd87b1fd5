import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DataReference } from '../../../../shared/records/dataReference'
import type { DataSet } from '../../dataSet'
import { openDataSet } from '../../openDataSet'

/** A byte that tells picture, channel and place. */
const byteAt = (picture: number, channel: number, place: number): number => (picture * 37 + channel * 101 + place) % 256

/** Records of pictures `from` to `to`, labelled by their number. */
function batch(from: number, to: number, classes: number, labelBytes: number): Uint8Array {
  const records = []
  for (let k = from; k < to; k++) {
    const record = new Uint8Array(labelBytes + 3072)
    if (labelBytes === 2) record[0] = 19
    record[labelBytes - 1] = k % classes
    for (let channel = 0; channel < 3; channel++)
      for (let place = 0; place < 1024; place++) record[labelBytes + channel * 1024 + place] = byteAt(k, channel, place)
    records.push(record)
  }
  return Buffer.concat(records)
}

function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-cifar-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}

const open = (source: string): Promise<DataSet> => openDataSet(DataReference.parse({ source, validation: 0 }))

const planes = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ')
const cifar10 = {
  'data_batch_1.bin': batch(0, 20, 10, 1),
  'data_batch_2.bin': batch(20, 30, 10, 1),
  'test_batch.bin': batch(30, 35, 10, 1),
  'batches.meta.txt': `${planes.join('\n')}\n\n`,
}

test('CIFAR-10: labels, names, splits, and pixels with their channels side by side', async () => {
  const data = await open(folderOf(cifar10))
  expect([data.imageShape, data.classes]).toEqual([[32, 32, 3], planes])
  expect([data.count('train'), data.count('validation'), data.count('test')]).toEqual([30, 0, 5])
  expect([...data.labels('test')]).toEqual([0, 1, 2, 3, 4])
  expect([...data.labels('train')]).toEqual(Array.from({ length: 30 }, (_, k) => k % 10))
  const pixels = new Uint8Array(2 * 3072)
  await data.read('train', Int32Array.of(21, 3), pixels)
  const expected = [21, 3].flatMap((k) => Array.from({ length: 3072 }, (_, i) => byteAt(k, i % 3, Math.floor(i / 3))))
  expect([...pixels]).toEqual(expected)
})

test('CIFAR-100: fine labels, in the folder of its archive, without names', async () => {
  const data = await open(
    folderOf({
      'cifar-100-binary/train.bin': batch(0, 120, 100, 2),
      'cifar-100-binary/test.bin': batch(120, 130, 100, 2),
    }),
  )
  expect(data.classes).toEqual(Array.from({ length: 100 }, (_, k) => `${k}`))
  expect([data.count('train'), data.count('test')]).toEqual([120, 10])
  expect([...data.labels('test')]).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
})

const whole = cifar10['data_batch_1.bin']
const damage: [what: string, files: Record<string, Uint8Array | string>, place: RegExp][] = [
  ['cut short', { ...cifar10, 'data_batch_2.bin': whole.subarray(0, 5_000) }, /data_batch_2\.bin$/],
  ['empty', { ...cifar10, 'test_batch.bin': '' }, /test_batch\.bin$/],
  ['with a label that is no class', { ...cifar10, 'data_batch_1.bin': batch(0, 20, 11, 1) }, /data_batch_1\.bin$/],
  ['cut short, of CIFAR-100', { 'train.bin': whole.subarray(0, 99), 'fine_label_names.txt': 'a' }, /train\.bin$/],
]
test.each(damage)('a batch %s is refused by name', async (_, files, place) => {
  await expect(open(folderOf(files))).rejects.toMatchObject({
    details: { code: 'cifar-damaged', place: expect.stringMatching(place) },
  })
})

test('a file that is called train.bin is not taken for CIFAR-100', async () => {
  await expect(open(folderOf({ 'train.bin': 'something' }))).rejects.not.toMatchObject({
    details: { code: 'cifar-damaged' },
  })
})
