import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ThumbnailCache } from './thumbnailCache'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-thumbnails-'))
  file = path.join(folder, 'below/96.thumbnails')
})
afterEach(() => rmSync(folder, { recursive: true }))

const pixels = (of: number) => new Uint8Array(12).fill(of)
const filled = (most?: number) => {
  const cache = ThumbnailCache.open(file, 12, most)
  for (const k of [1, 2, 3]) cache.add(`picture ${k}`, pixels(k))
  return cache
}

test('what was added is there, now and after it is opened again', () => {
  const cache = filled()
  expect(cache.get('picture 2')).toEqual(pixels(2))
  expect(cache.get('picture 4')).toBeUndefined()
  cache.close()
  const again = ThumbnailCache.open(file, 12)
  expect([1, 2, 3].map((k) => again.get(`picture ${k}`))).toEqual([pixels(1), pixels(2), pixels(3)])
  again.close()
})

test('a torn end and a damaged record cost themselves alone', () => {
  filled().close()
  truncateSync(file, statSync(file).size - 5)
  const bytes = readFileSync(file)
  bytes[25] = 99
  writeFileSync(file, bytes)
  const cache = ThumbnailCache.open(file, 12)
  expect([1, 2, 3].map((k) => cache.get(`picture ${k}`))).toEqual([undefined, pixels(2), undefined])
  cache.add('picture 3', pixels(3))
  cache.add('picture 1', pixels(1))
  cache.close()
  const again = ThumbnailCache.open(file, 12)
  expect([1, 2, 3].map((k) => again.get(`picture ${k}`))).toEqual([pixels(1), pixels(2), pixels(3)])
  again.close()
})

test('a file that has grown too large is begun anew', () => {
  filled(100).close()
  expect(statSync(file).size).toBeLessThanOrEqual(100)
  const cache = ThumbnailCache.open(file, 12, 100)
  expect(cache.get('picture 1')).toBeUndefined()
  expect(statSync(file).size).toBe(0)
  cache.close()
})

test('where nothing may be written it keeps nothing, and says nothing', () => {
  writeFileSync(path.join(folder, 'below'), 'a file')
  const cache = filled()
  expect(cache.get('picture 1')).toBeUndefined()
  cache.close()
})
