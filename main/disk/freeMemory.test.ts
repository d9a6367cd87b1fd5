import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { freemem, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freeMemory } from './freeMemory'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-memory-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
/** A file system with these files. */
function machine(files: Readonly<Record<string, string>>): string {
  const root = path.join(folder, String(count++))
  mkdirSync(root)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
  return root
}

const meminfo = 'MemTotal:       8000000 kB\nMemFree:         100000 kB\nMemAvailable:   5000000 kB\n'
const available = 5_000_000 * 1024

describe.skipIf(process.platform !== 'linux')('as the kernel tells it', () => {
  test.each([
    ['no container', {}, available],
    [
      'version 2 without a limit',
      { 'sys/fs/cgroup/memory.max': 'max\n', 'sys/fs/cgroup/memory.current': '123\n' },
      available,
    ],
    [
      'version 2 with one: caches count as free',
      {
        'sys/fs/cgroup/memory.max': '1000000\n',
        'sys/fs/cgroup/memory.current': '700000\n',
        'sys/fs/cgroup/memory.stat': 'anon 500000\ninactive_file 50000\nactive_file 7\n',
      },
      350_000,
    ],
    [
      'version 1 with one',
      {
        'sys/fs/cgroup/memory/memory.limit_in_bytes': '1000000\n',
        'sys/fs/cgroup/memory/memory.usage_in_bytes': '400000\n',
        'sys/fs/cgroup/memory/memory.stat': 'inactive_file 1\ntotal_inactive_file 100\n',
      },
      600_100,
    ],
    ['more used than allowed', { 'sys/fs/cgroup/memory.max': '1000\n', 'sys/fs/cgroup/memory.current': '2000\n' }, 0],
  ])('%s', async (_, files, expected) => {
    expect(await freeMemory(machine({ 'proc/meminfo': meminfo, ...files }))).toBe(expected)
  })

  test('without its word, what Node says', async () => {
    expect(Math.abs((await freeMemory(machine({}))) - freemem())).toBeLessThan(1e9)
  })
})

test('of this machine: something, and not more than it has', async () => {
  const free = await freeMemory()
  expect(free).toBeGreaterThan(0)
  expect(free).toBeLessThanOrEqual(totalmem())
})
