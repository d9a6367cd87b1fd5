import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { DealingRule } from '../../../shared/records/dataSetFile'
import { assignSplits } from '../assignSplits'
import type { Split } from '../dataSet'
import { dealPictures, type UsablePicture } from './dealPictures'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const rule: DealingRule = { validation: 0.2, test: 0.1, seed: 3, stratified: true, bursts: false }

/** So many pictures a class, each of its own content. */
const pictures = (counts: Record<string, number>, from = 0): UsablePicture[] =>
  Object.entries(counts).flatMap(([className, count]) =>
    Array.from({ length: count }, (_, i) => {
      const name = `${className}/${from + i}.jpg`
      return { name, sha256: sha(name), className, split: undefined }
    }),
  )
type Dealt = ReturnType<typeof dealPictures>
const countsOf = (dealt: Dealt, className?: string) => {
  const counts = { train: 0, validation: 0, test: 0 }
  for (const [, , its, split] of dealt) if (className === undefined || its === className) counts[split]++
  return counts
}
const splitsByName = (dealt: Dealt) => new Map<string, Split>(dealt.map(([name, , , split]) => [name, split]))

describe('stratified', () => {
  test('each class has its parts exactly', () => {
    const dealt = dealPictures({ pictures: pictures({ a: 1000, b: 50, c: 10 }), rule })
    expect(countsOf(dealt, 'a')).toEqual({ train: 700, validation: 200, test: 100 })
    expect(countsOf(dealt, 'b')).toEqual({ train: 35, validation: 10, test: 5 })
    expect(countsOf(dealt, 'c')).toEqual({ train: 7, validation: 2, test: 1 })
  })

  test.each([1, 2, 3])('a class of %i keeps a picture to train on', (count) => {
    for (let seed = 0; seed < 20; seed++) {
      const greedy = { ...rule, validation: 0.45, test: 0.45, seed }
      expect(countsOf(dealPictures({ pictures: pictures({ a: count }), rule: greedy })).train).toBeGreaterThan(0)
    }
  })

  test('another seed deals otherwise, the same one alike, whatever the order and the names', () => {
    const all = pictures({ a: 300, b: 300 })
    const whole = dealPictures({ pictures: all, rule })
    expect(dealPictures({ pictures: all, rule: { ...rule, seed: 4 } })).not.toEqual(whole)
    const turned = dealPictures({ pictures: [...all].reverse(), rule })
    expect(turned.reverse()).toEqual(whole)
    const renamed = dealPictures({ pictures: all.map((p) => ({ ...p, name: `x/${p.name}` })), rule })
    expect(renamed.map(([, , , split]) => split)).toEqual(whole.map(([, , , split]) => split))
  })

  test('nothing dealt moves when files are added or go, and the parts hold', () => {
    let dealt: ReadonlyMap<string, Split> = new Map()
    let all: UsablePicture[] = []
    for (const [k, count] of [7, 1, 90, 400, 2].entries()) {
      all = [...all, ...pictures({ a: count, b: Math.ceil(count / 2) }, k * 1000)]
      if (k === 3) all = all.filter((_, i) => i % 5 > 0)
      const next = dealPictures({ pictures: all, rule, dealt })
      const now = splitsByName(next)
      for (const { name } of all) if (dealt.has(name)) expect(now.get(name)).toBe(dealt.get(name))
      dealt = now
    }
    const { train, validation, test: held } = countsOf(dealPictures({ pictures: all, rule, dealt }))
    expect(Math.abs(validation / (train + validation + held) - 0.2)).toBeLessThan(0.02)
    expect(Math.abs(held / (train + validation + held) - 0.1)).toBeLessThan(0.02)
  })
})

test('without strata a picture goes by its content alone, as images of other sources do', () => {
  const all = pictures({ a: 500, b: 20 })
  const dealt = dealPictures({ pictures: all, rule: { ...rule, stratified: false } })
  const members = assignSplits(Uint8Array.from(Buffer.concat(all.map((p) => Buffer.from(p.sha256, 'hex')))), rule)
  for (const split of ['train', 'validation', 'test'] as const)
    expect(dealt.flatMap(([, , , its], i) => (its === split ? [i] : []))).toEqual([...members[split]])
})

describe('what belongs together', () => {
  const together = (names: readonly string[], dealt: Dealt) => {
    const splits = splitsByName(dealt)
    return new Set(names.map((name) => splits.get(name))).size === 1
  }
  test.each([true, false])('equal contents fall into one split (stratified %s)', (stratified) => {
    const all = pictures({ a: 200, b: 200 }).map((p, i) => ({ ...p, sha256: sha(String(i % 130)) }))
    const dealt = dealPictures({ pictures: all, rule: { ...rule, stratified } })
    for (let k = 0; k < 130; k++)
      expect(
        together(
          all.filter((_, i) => i % 130 === k).map(({ name }) => name),
          dealt,
        ),
      ).toBe(true)
    expect(countsOf(dealt).test).toBeGreaterThan(10)
  })

  test('near duplicates and, if asked, bursts too', () => {
    const all = pictures({ a: 300 }).map((p, i) => ({ ...p, name: `a/IMG_${Math.floor(i / 3)}_${i % 3}.jpg` }))
    const alike = [[0, 100, 200].map((i) => (all[i] as UsablePicture).name)]
    const burst = (k: number) => all.slice(3 * k, 3 * k + 3).map(({ name }) => name)
    const plain = dealPictures({ pictures: all, rule, alike })
    expect(together(alike[0] as string[], plain)).toBe(true)
    expect([...Array(100).keys()].every((k) => together(burst(k), plain))).toBe(false)
    const bursts = dealPictures({ pictures: all, rule: { ...rule, bursts: true }, alike })
    expect([...Array(100).keys()].every((k) => together(burst(k), bursts))).toBe(true)
    expect(countsOf(bursts)).toEqual({ train: 210, validation: 60, test: 30 })
  })

  test('a copy that comes later follows the one that was dealt', () => {
    const first = pictures({ a: 100 })
    const dealt = splitsByName(dealPictures({ pictures: first, rule }))
    const copies = first.map((p) => ({ ...p, name: `copy-${p.name}` }))
    const next = splitsByName(dealPictures({ pictures: [...first, ...copies], rule, dealt }))
    for (const { name } of first) expect(next.get(`copy-${name}`)).toBe(dealt.get(name))
  })
})

describe('splits of the source', () => {
  const from = (split: Split | undefined, counts: Record<string, number>, at: number) =>
    pictures(counts, at).map((p) => ({ ...p, split }))

  test('stay, and only what it does not have is dealt out of its training pictures', () => {
    const all = [...from('train', { a: 100, b: 50 }, 0), ...from('validation', { a: 30, b: 30 }, 1000)]
    const dealt = dealPictures({ pictures: all, rule })
    expect(countsOf(dealt)).toEqual({ train: 135, validation: 60, test: 15 })
    const splits = splitsByName(dealt)
    for (const { name, split } of all) if (split === 'validation') expect(splits.get(name)).toBe('validation')
  })

  test('all three there: nothing is dealt', () => {
    const all = [...from('train', { a: 10 }, 0), ...from('validation', { a: 5 }, 100), ...from('test', { a: 5 }, 200)]
    expect(countsOf(dealPictures({ pictures: all, rule }))).toEqual({ train: 10, validation: 5, test: 5 })
  })

  test('a training picture with a copy in the test folder stays: the report says it, a person decides', () => {
    const train = from('train', { a: 40 }, 0)
    const copy = { ...(train[3] as UsablePicture), name: 'test/a/copy.jpg', split: 'test' as const }
    const splits = splitsByName(dealPictures({ pictures: [...train, copy], rule }))
    expect([splits.get(copy.name), splits.get((train[3] as UsablePicture).name)]).toEqual(['test', 'train'])
  })
})

test('a hundred thousand pictures are dealt out within four seconds of processor time', () => {
  const all = pictures({ a: 60_000, b: 40_000 })
  const begin = process.cpuUsage()
  const dealt = dealPictures({ pictures: all, rule: { ...rule, bursts: true } })
  expect(process.cpuUsage(begin).user).toBeLessThan(4e6)
  expect(countsOf(dealt)).toEqual({ train: 70_000, validation: 20_000, test: 10_000 })
})
