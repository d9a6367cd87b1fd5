import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cacheSizes } from './cacheSizes'

test('a file with two names counts once, a symbolic link not at all', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'layerloom-sizes-'))
  try {
    for (const folder of ['engine/cpu', 'tensorflow']) mkdirSync(path.join(cache, folder), { recursive: true })
    writeFileSync(path.join(cache, 'tensorflow/library'), 'x'.repeat(1000))
    linkSync(path.join(cache, 'tensorflow/library'), path.join(cache, 'engine/cpu/library'))
    symlinkSync(path.join(cache, 'tensorflow/library'), path.join(cache, 'engine/link'))
    writeFileSync(path.join(cache, 'engine/cpu/addon'), 'x'.repeat(10))
    expect(await cacheSizes(cache)).toEqual([
      { path: path.join(cache, 'engine'), bytes: 1010 },
      { path: path.join(cache, 'tensorflow'), bytes: 0 },
    ])
  } finally {
    rmSync(cache, { recursive: true })
  }
})
