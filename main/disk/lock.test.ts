import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Problem } from '../../shared/problem'
import { bundleForNode } from '../../tests/bundleForNode'
import { acquireLock, lockHolder } from './lock'
import { ownOwner } from './owner'
import { realDisk } from './realDisk'
import { failingDisk } from './testing/failingDisk'

let program: string
beforeAll(async () => {
  program = await bundleForNode(path.join(__dirname, 'testing/lockChild.ts'))
})
afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (...words: string[]): ChildProcess =>
  spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })

test('the second taker in one process is told that this process has it; after release it can be had', async () => {
  const lock = await acquireLock(realDisk, folder, { what: 'run 12' })
  const second = await acquireLock(realDisk, folder, { what: 'run 12' }).catch((error: unknown) => error)
  expect(second).toBeInstanceOf(Problem)
  expect((second as Problem).details).toMatchObject({
    code: 'locked',
    message: expect.stringContaining(`run 12 is being written by process ${process.pid} on `),
    place: folder,
  })
  await lock.release()
  await lock.release()
  expect(readdirSync(folder)).toEqual([])
  await (await acquireLock(realDisk, folder, { what: 'run 12' })).release()
})

test('the lock of another process holds while it lives and is gone with it (kill -9)', async () => {
  const child = start('hold', folder)
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  expect(await lockHolder(realDisk, folder)).toMatchObject({ pid: child.pid })
  await expect(acquireLock(realDisk, folder, { what: 'run 12' })).rejects.toThrow(
    `is being written by process ${child.pid}`,
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = await acquireLock(realDisk, folder, { what: 'run 12' })
  expect(readdirSync(folder)).toHaveLength(1)
  await lock.release()
})

test('whoever waits gets it when it is free', async () => {
  const first = await acquireLock(realDisk, folder, { what: 'x' })
  let released = false
  setTimeout(() => {
    released = true
    void first.release()
  }, 150)
  const second = await acquireLock(realDisk, folder, { what: 'x', waitMs: 10_000 })
  expect(released).toBe(true)
  await second.release()
})

test('a process that got the number of a dead owner is not taken for it', async () => {
  const { host } = await ownOwner()
  writeFileSync(path.join(folder, `.lock-${host}-${process.pid}-deadbeef123-0`), '')
  await (await acquireLock(realDisk, folder, { what: 'x' })).release()
  expect(readdirSync(folder)).toEqual([])
})

test('an owner on another machine is believed, and the remedy names its file', async () => {
  writeFileSync(path.join(folder, '.lock-another.host-77-deadbeef123-0'), '')
  await expect(acquireLock(realDisk, folder, { what: 'run 12' })).rejects.toThrow(
    'run 12 is being written by process 77 on another.host; wait for it or stop it; if it runs no more, remove .lock-another.host-77-deadbeef123-*',
  )
  expect(readdirSync(folder)).toEqual(['.lock-another.host-77-deadbeef123-0'])
})

test('a full disk is said as such', async () => {
  await expect(acquireLock(failingDisk(realDisk, { at: 1, code: 'ENOSPC' }), folder, { what: 'x' })).rejects.toThrow(
    'cannot write lock: the disk is full',
  )
})

test('four processes that want it at once are inside one at a time', async () => {
  const children = [1, 2, 3, 4].map(() => start('enter', folder, '6'))
  const statuses = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))
  expect(statuses).toEqual([0, 0, 0, 0])
  expect(readdirSync(folder)).toEqual([])
})
