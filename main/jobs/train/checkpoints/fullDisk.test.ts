import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../../shared/problem'
import { acquireLock } from '../../../disk/lock'
import { realDisk } from '../../../disk/realDisk'
import { CheckpointStore } from '.'
import { loadedStep } from './testing/loadedStep'
import { sampleContent } from './testing/sampleContent'

/** A real, small disk of its own, where the system lets us mount one (Linux, as root); otherwise these tests are skipped. */
const mountPoint = mkdtempSync(path.join(tmpdir(), 'layerloom-disk-'))
const mount = (options: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mountPoint], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const unmount = () => execFileSync('umount', [mountPoint], { stdio: 'ignore' })
const canMount = process.platform === 'linux' && mount('size=64k')
if (canMount) unmount()

afterAll(() => rmSync(mountPoint, { recursive: true }))

const page = 4096
const folder = path.join(mountPoint, 'checkpoints')
const problemOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined || error instanceof Problem) return error
  throw error
}

describe.skipIf(!canMount)(`a real disk of 128 kB${canMount ? '' : ' (it cannot be mounted here)'}`, () => {
  beforeEach(() => {
    if (!mount('size=128k')) throw new Error('the disk could be mounted a moment ago')
  })
  afterEach(unmount)

  test('with any number of pages left: the new checkpoint or a word, and the old one stands', async () => {
    const blind = { ...realDisk, freeBytes: async () => undefined }
    const ballast = path.join(mountPoint, 'ballast')
    let step = 1
    await (await CheckpointStore.open(folder, { disk: blind })).save(sampleContent(step))
    const outcomes = new Set<string>()
    for (let pages = 0; pages < 10; pages++) {
      const free = ((await realDisk.freeBytes(mountPoint)) as number) - pages * page
      writeFileSync(ballast, Buffer.alloc(Math.max(0, free)))
      const store = await CheckpointStore.open(folder, { disk: blind, keep: 1 })
      await store.load()
      const problem = await problemOf(store.save(sampleContent(step + 1)))
      outcomes.add(problem?.details.code ?? 'saved')
      rmSync(ballast)
      const found = await (await CheckpointStore.open(folder)).load()
      expect(found.refused).toEqual([])
      expect(loadedStep(found)).toBe(problem ? step : step + 1)
      if (!problem) step++
    }
    expect([...outcomes].sort()).toEqual(['disk-full', 'saved'])
  })

  test('the room is looked at before the first byte', async () => {
    const store = await CheckpointStore.open(folder)
    await store.save(sampleContent(1))
    writeFileSync(path.join(mountPoint, 'ballast'), Buffer.alloc((await realDisk.freeBytes(mountPoint)) as number))
    const problem = await problemOf(store.save(sampleContent(2)))
    expect(problem?.message).toMatch(/^cannot write checkpoint 2: it needs \d kB, the disk has 0 kB; free space/)
  })

  test('made read-only: said so, and what is there can be loaded', async () => {
    const store = await CheckpointStore.open(folder)
    await store.save(sampleContent(1))
    execFileSync('mount', ['-o', 'remount,ro', mountPoint])
    expect((await problemOf(store.save(sampleContent(2))))?.details).toMatchObject({
      code: 'not-writable',
      message: 'cannot write checkpoint 2: the disk is read-only',
    })
    expect((await problemOf(acquireLock(realDisk, folder, { what: 'run 1' })))?.details.code).toBe('not-writable')
    expect(loadedStep(await store.load())).toBe(1)
  })
})
