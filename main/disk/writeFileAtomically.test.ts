import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Disk } from './disk'
import { realDisk } from './realDisk'
import { removeLeftovers } from './removeLeftovers'
import { failingDisk } from './testing/failingDisk'
import { ForgetfulDisk } from './testing/forgetfulDisk'
import { type DiskPoint, observedDisk } from './testing/observedDisk'
import { randomFrom } from './testing/randomFrom'
import { writeFileAtomically } from './writeFileAtomically'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-atomic-'))
  file = path.join(folder, 'project.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('puts a file where none was and in place of one, and leaves nothing else', async () => {
  await writeFileAtomically(realDisk, file, 'old é')
  await writeFileAtomically(realDisk, file, Uint8Array.of(1, 2, 3))
  expect(readFileSync(file)).toEqual(Buffer.of(1, 2, 3))
  expect(readdirSync(folder)).toEqual(['project.json'])
})

test('never opens the file itself for writing', async () => {
  const points: DiskPoint[] = []
  await writeFileAtomically(
    observedDisk(realDisk, (point) => points.push(point)),
    file,
    'content',
  )
  const touched = points
    .filter(({ path: place }) => place === file)
    .map(({ when, operation }) => `${when} ${operation}`)
  expect(touched).toEqual(['before rename', 'after rename'])
  const order = points.filter(({ when }) => when === 'after').map(({ operation }) => operation)
  expect(order).toEqual(['create', 'append', 'sync', 'rename', 'sync folder'])
})

describe.each(['ENOSPC', 'EIO'] as const)('%s', (code) => {
  test('at any call leaves the old or the new content, never a mixture, and no rest', async () => {
    const places: number[] = []
    for (let at = 1; ; at++) {
      writeFileSync(file, 'the old content')
      const disk = failingDisk(realDisk, { at, code })
      const outcome = await writeFileAtomically(disk, file, 'and the new').then(
        () => 'written',
        (error: NodeJS.ErrnoException) => error.code,
      )
      const content = readFileSync(file, 'utf8')
      if (outcome === 'written') expect(content).toBe('and the new')
      else expect(['the old content', 'and the new']).toContain(content)
      expect(outcome).toBe(disk.failed ? code : 'written')
      expect(readdirSync(folder)).toEqual(['project.json'])
      places.push(at)
      if (!disk.failed) break
    }
    // create, append, sync and, for EIO, rename and the folder's sync: fewer would mean that nothing was made to fail.
    expect(places.length).toBe(code === 'ENOSPC' ? 4 : 6)
  })
})

test('a rename that is refused three times (a virus scanner holds the file) succeeds after', async () => {
  let refusals = 0
  const disk: Disk = {
    ...realDisk,
    rename: async (from, to) => {
      if (refusals++ < 3) throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
      await realDisk.rename(from, to)
    },
  }
  await writeFileAtomically(disk, file, 'new')
  expect(refusals).toBe(4)
  expect(readFileSync(file, 'utf8')).toBe('new')
})

test('a rename that is always refused fails and leaves the old file', async () => {
  writeFileSync(file, 'old')
  const disk: Disk = {
    ...realDisk,
    rename: async () => {
      throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
    },
  }
  await expect(writeFileAtomically(disk, file, 'new')).rejects.toThrow('EBUSY')
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['project.json'])
})

test('a power cut at any call leaves the old or the new content; after the call it is the new one', async () => {
  const random = randomFrom(7)
  let cuts = 0
  for (let at = 1; ; at++) {
    const memory = new ForgetfulDisk()
    await memory.makeFolder('/run')
    await memory.syncFolder('/')
    await writeFileAtomically(memory, '/run/job.json', 'the old content')
    const disk = failingDisk(memory, { at, times: Number.POSITIVE_INFINITY, code: 'EIO' })
    const written = await writeFileAtomically(disk, '/run/job.json', 'and the new').then(
      () => true,
      () => false,
    )
    for (let k = 0; k < 20; k++) {
      const after = memory.crash(random).files().get('/run/job.json')?.toString()
      if (written) expect(after).toBe('and the new')
      else expect(['the old content', 'and the new']).toContain(after)
      cuts++
    }
    if (written) break
  }
  expect(cuts).toBe(120)
})

test('the power cut does bite: without the sync the content is not always there', async () => {
  const random = randomFrom(7)
  const lost = new Set<string | undefined>()
  for (let k = 0; k < 50; k++) {
    const memory = new ForgetfulDisk()
    const careless: Disk = Object.assign(Object.create(memory) as ForgetfulDisk, {
      open: async (place: string, mode: 'read' | 'create' | 'append') => ({
        ...(await memory.open(place, mode)),
        sync: async () => {},
      }),
    })
    await writeFileAtomically(careless, '/job.json', 'content')
    lost.add(memory.crash(random).files().get('/job.json')?.toString())
  }
  expect(lost.size).toBeGreaterThan(1)
})

test('what a killed writer left is removed, what a living one writes and what is unknown stay', async () => {
  const gone = `.tmp-job.json-${await hostWord()}-4194304000-deadbeef1-0`
  const alive = `.tmp-job.json-${await ownWords()}-0`
  const elsewhere = '.tmp-job.json-another.host-1-deadbeef1-0'
  for (const name of [gone, alive, elsewhere, '.tmp-job.json', 'tmp', '.tmp-x-y-1-z-1.txt'])
    writeFileSync(path.join(folder, name), '')
  expect(await removeLeftovers(realDisk, folder)).toEqual([path.join(folder, gone)])
  expect(readdirSync(folder).sort()).toEqual([elsewhere, '.tmp-job.json', alive, '.tmp-x-y-1-z-1.txt', 'tmp'].sort())
})

const ownWords = async () => {
  const { ownOwner } = await import('./owner')
  const { host, pid, start } = await ownOwner()
  return `${host}-${pid}-${start}`
}
const hostWord = async () => (await ownWords()).replace(/-\d+-[^-]+$/, '')
