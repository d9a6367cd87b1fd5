import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openResults } from './results'
import type { Row } from './table'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-results-'))
  file = path.join(folder, 'results.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const row = (name: string, difference: number): Row => ({
  format: 'keras',
  variant: 'plain',
  opener: 'Keras',
  name,
  count: 200,
  difference,
  magnitude: 1,
  top1Changed: 0,
  verdict: '',
  isRight: true,
})

test('two runs share a file and lose nothing of each other', () => {
  const [one, other] = [openResults(file), openResults(file)]
  one.add(row('lenet-5', 1e-6))
  other.add(row('alexnet', 2e-6))
  one.add(row('resnet-20', 3e-6))
  for (const results of [one, other, openResults(file)])
    expect(new Set(results.rows().map(({ name }) => name))).toEqual(new Set(['lenet-5', 'alexnet', 'resnet-20']))
})

test('of the same cell the last counts, and what was not written whole is run again', () => {
  openResults(file).add(row('lenet-5', 1e-6))
  appendFileSync(file, '{"format":"keras","variant":"plain","opener":"Keras","name":"alex')
  openResults(file).add({ ...row('lenet-5', Number.NaN), isRight: false })
  const results = openResults(file)
  expect(results.rows()).toEqual([{ ...row('lenet-5', Number.NaN), isRight: false }])
  expect(results.has(row('lenet-5', 0))).toBe(true)
  expect(results.has(row('alexnet', 0))).toBe(false)
})
