import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../../shared/problem'
import type { Disk } from '../../../disk/disk'
import { realDisk } from '../../../disk/realDisk'
import { failingDisk } from '../../../disk/testing/failingDisk'
import { ForgetfulDisk } from '../../../disk/testing/forgetfulDisk'
import { randomFrom } from '../../../disk/testing/randomFrom'
import { CheckpointStore, newestCheckpoint } from '.'
import { readCheckpoint } from './readCheckpoint'
import { loadedStep } from './testing/loadedStep'
import { sampleContent } from './testing/sampleContent'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'layerloom-checkpoints-')), 'checkpoints')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const names = () => readdirSync(folder).sort()
const openStore = (disk: Disk = realDisk) => CheckpointStore.open(folder, { disk })
const problemOf = async (act: Promise<unknown>): Promise<Problem> => {
  const error = await act.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return error
  throw error
}

describe('saving and loading', () => {
  test('comes back bit for bit, NaN payloads and -0 too, in another store', async () => {
    const saved = await (await openStore()).save(sampleContent(12))
    expect(saved).toMatchObject({ step: 12, path: path.join(folder, '12'), leftBehind: [] })
    expect(readdirSync(saved.path).sort()).toEqual([
      'MANIFEST.json',
      'optimizer-000.safetensors',
      'state.json',
      'weights-000.safetensors',
    ])
    const found = await (await openStore()).load()
    expect(loadedStep(found)).toBe(12)
    expect(found.refused).toEqual([])
    expect(found.checkpoint?.nonFinite).toContain('norm/moving-mean')
  })

  test('no checkpoint is none, without complaint', async () => {
    expect(await (await openStore()).load()).toEqual({ checkpoint: undefined, refused: [] })
  })

  test('a reader makes nothing, and looks again if what it reads is replaced meanwhile', async () => {
    expect(await newestCheckpoint(folder)).toEqual({ checkpoint: undefined, refused: [] })
    expect(existsSync(folder)).toBe(false)
    const store = await CheckpointStore.open(folder, { keep: 1 })
    await store.save(sampleContent(1))
    let reads = 0
    const overtaken: Disk = {
      ...realDisk,
      open: async (file, mode) => {
        if (++reads === 2) await store.save(sampleContent(2))
        return realDisk.open(file, mode)
      },
    }
    const found = await newestCheckpoint(folder, overtaken)
    expect([loadedStep(found), found.refused]).toEqual([2, []])
  })

  test('tensors are spread over files of the given size', async () => {
    const store = await CheckpointStore.open(folder, { shardLimit: 290 })
    await store.save(sampleContent(1))
    expect(readdirSync(path.join(folder, '1')).filter((name) => name.endsWith('.safetensors'))).toEqual([
      'optimizer-000.safetensors',
      'optimizer-001.safetensors',
      'weights-000.safetensors',
      'weights-001.safetensors',
    ])
    expect(loadedStep(await store.load())).toBe(1)
  })

  test('keeps the last two, the best store keeps one', async () => {
    const store = await openStore()
    for (const step of [1, 2, 3, 10]) await store.save(sampleContent(step))
    expect(names()).toEqual(['10', '3'])
    const best = await CheckpointStore.open(path.join(path.dirname(folder), 'best'), { keep: 1 })
    await best.save(sampleContent(4))
    await best.save(sampleContent(9))
    expect(readdirSync(best.folder)).toEqual(['9'])
  })

  test('a step that comes again (a run that went back) does not touch what stands', async () => {
    const best = await CheckpointStore.open(folder, { keep: 1 })
    await best.save(sampleContent(4))
    const again = await best.save(sampleContent(4))
    expect(again.path).toBe(path.join(folder, '4~2'))
    expect(names()).toEqual(['4~2'])
    expect(loadedStep(await best.load())).toBe(4)
  })

  test('clears away what killed writers left, and nothing that it does not know', async () => {
    const store = await openStore()
    await store.save(sampleContent(1))
    const { ownOwner } = await import('../../../disk/owner')
    const { host } = await ownOwner()
    mkdirSync(path.join(folder, `.tmp-2-${host}-4194304000-deadbeef1-0`))
    for (const name of ['my-notes', '007', '3 copy', '.tmp-x']) mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, '5'), 'a file, no folder')
    const again = await openStore()
    expect(names()).toEqual(['.tmp-x', '007', '1', '3 copy', '5', 'my-notes'])
    for (const step of [4, 5, 6]) await again.save(sampleContent(step))
    expect(names()).toEqual(['.tmp-x', '007', '3 copy', '5', '5~2', '6', 'my-notes'])
  })
})

describe('a damaged checkpoint is refused with the file named, the one before is used, and nothing is deleted', () => {
  const files = ['MANIFEST.json', 'optimizer-000.safetensors', 'state.json', 'weights-000.safetensors']

  async function check(file: string, damage: string): Promise<void> {
    const before = names()
    const found = await (await openStore()).load()
    expect([damage, loadedStep(found)]).toEqual([damage, 1])
    expect(found.refused).toHaveLength(1)
    expect(JSON.stringify(found.refused[0])).toContain(path.join(folder, '2', file))
    expect(names()).toEqual(before)
  }

  /** The quick half of `check`. */
  async function refused(file: string, damage: string): Promise<void> {
    const { details } = await problemOf(readCheckpoint(realDisk, path.join(folder, '2')))
    expect([damage, details.place?.split(/[:,]/)[0]]).toEqual([damage, path.join(folder, '2', file)])
  }

  beforeEach(async () => {
    const store = await openStore()
    await store.save(sampleContent(1))
    await store.save(sampleContent(2))
  })

  test.each(files)('%s', async (file) => {
    const place = path.join(folder, '2', file)
    const good = readFileSync(place)
    const other = readFileSync(path.join(folder, '1', file))
    const random = randomFrom(good.length)
    for (let k = 0; k < 64; k++) {
      const at = random(good.length)
      writeFileSync(place, good.subarray(0, at))
      await refused(file, `cut at ${at}`)
    }
    for (let k = 0; k < 256; k++) {
      const flipped = Buffer.from(good)
      const at = random(good.length)
      flipped[at] = (flipped[at] as number) ^ (1 << random(8))
      writeFileSync(place, flipped)
      await refused(file, `bit flipped in byte ${at}`)
    }
    for (const tail of ['\n', ' ', '\0', 'x']) {
      writeFileSync(place, Buffer.concat([good, Buffer.from(tail)]))
      await refused(file, `${JSON.stringify(tail)} appended`)
    }
    writeFileSync(place, good.subarray(0, good.length - 1))
    await check(file, 'last byte cut')
    writeFileSync(place, Buffer.alloc(good.length))
    await check(file, 'zeros')
    writeFileSync(place, other)
    // Another step's manifest is whole in itself; what it lists is not there.
    await check(file === 'MANIFEST.json' ? '' : file, 'that of another step')
    rmSync(place)
    await check(file, 'deleted')
    writeFileSync(place, good)
    expect(loadedStep(await (await openStore()).load())).toBe(2)
  })

  test('the whole folder of another step under its name', async () => {
    rmSync(path.join(folder, '2'), { recursive: true })
    mkdirSync(path.join(folder, '2'))
    for (const file of files) writeFileSync(path.join(folder, '2', file), readFileSync(path.join(folder, '1', file)))
    await check('', 'renamed')
  })

  test('if none is whole, none is taken, and each is named', async () => {
    for (const step of ['1', '2']) writeFileSync(path.join(folder, step, 'state.json'), '{}')
    const { checkpoint, refused } = await (await openStore()).load()
    expect(checkpoint).toBeUndefined()
    expect(refused.map(({ message }) => message)).toEqual(
      ['2', '1'].map((step) => expect.stringContaining(`state.json of checkpoint ${step} is damaged: it has 2 bytes`)),
    )
  })

  test('the next saves keep the damaged one until two good ones are newer', async () => {
    writeFileSync(path.join(folder, '2', 'state.json'), '{}')
    const store = await openStore()
    expect(loadedStep(await store.load())).toBe(1)
    expect((await store.save(sampleContent(2))).path).toBe(path.join(folder, '2~2'))
    expect(names()).toEqual(['1', '2', '2~2'])
    await store.save(sampleContent(3))
    expect(names()).toEqual(['2~2', '3'])
  })

  test('files that are none of ours in a checkpoint do no harm', async () => {
    writeFileSync(path.join(folder, '2', '.DS_Store'), 'x')
    expect(loadedStep(await (await openStore()).load())).toBe(2)
  })

  test('one checkpoint by its path', async () => {
    expect((await readCheckpoint(realDisk, path.join(folder, '2'))).state.step).toBe(2)
    const missing = await problemOf(readCheckpoint(realDisk, path.join(folder, '3')))
    expect(missing.details).toMatchObject({
      code: 'checkpoint-damaged',
      place: path.join(folder, '3', 'MANIFEST.json'),
    })
  })
})

describe.each(['ENOSPC', 'EIO', 'EPERM'] as const)('%s at the n-th call', (code) => {
  test('leaves the old or the new one, says so, and the run can go on', async () => {
    let failures = 0
    for (let at = 1; ; at++) {
      rmSync(folder, { recursive: true, force: true })
      const careful = await openStore()
      for (const step of [1, 2]) await careful.save(sampleContent(step))
      // A disk that fails at the n-th call from now on.
      const current = { ...realDisk }
      const store = await openStore(current)
      await store.load()
      const disk = failingDisk(realDisk, { at, code })
      Object.assign(current, disk)
      const outcome = await store.save(sampleContent(3)).catch((error: unknown) => error)
      const step = loadedStep(await (await openStore()).load())
      if (outcome instanceof Problem) {
        expect(outcome.details.code).toBe({ ENOSPC: 'disk-full', EIO: 'disk-error', EPERM: 'not-allowed' }[code])
        expect(outcome.message).toContain('checkpoint 3')
        expect([2, 3]).toContain(step)
        expect(existsSync(path.join(folder, '2'))).toBe(true)
        failures++
      } else expect(step).toBe(3)
      if (!disk.failed) break
      // The next one goes through, and of the failed one no trace is left.
      await store.save(sampleContent(4))
      expect(loadedStep(await (await openStore()).load())).toBe(4)
      expect(names().filter((name) => name.startsWith('.tmp'))).toEqual([])
    }
    // Folder, four files of three calls and more, ... : fewer would mean that nothing was made to fail.
    expect(failures).toBeGreaterThan(12)
  })
})

describe('a full disk', () => {
  test('is seen before anything is written', async () => {
    const store = await openStore({ ...realDisk, freeBytes: async () => 1000 })
    const problem = await problemOf(store.save(sampleContent(1)))
    expect(problem.details).toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^cannot write checkpoint 1: it needs \d kB, the disk has 1 kB$/),
      place: folder,
    })
    expect(names()).toEqual([])
  })

  test('that stays full costs no old checkpoint, and saving works when there is room', async () => {
    const current = { ...realDisk }
    const store = await openStore(current)
    await store.save(sampleContent(1))
    Object.assign(current, failingDisk(realDisk, { at: 1, times: Number.POSITIVE_INFINITY, code: 'ENOSPC' }))
    for (const step of [2, 3]) expect((await problemOf(store.save(sampleContent(step)))).details.code).toBe('disk-full')
    expect(names()).toEqual(['1'])
    Object.assign(current, realDisk)
    await store.save(sampleContent(4))
    expect(loadedStep(await (await openStore()).load())).toBe(4)
  })
})

test('an old one that cannot be removed is reported, and the new one counts', async () => {
  const store = await openStore({
    ...realDisk,
    rename: async (from, to) => {
      if (path.basename(from) === '1') throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      await realDisk.rename(from, to)
    },
  })
  await store.save(sampleContent(1))
  await store.save(sampleContent(2))
  const { leftBehind } = await store.save(sampleContent(3))
  expect(leftBehind).toMatchObject([{ code: 'not-allowed', message: expect.stringContaining('old checkpoint 1') }])
  expect(names()).toEqual(['1', '2', '3'])
})

test('what cannot be read back does not count, and the old one stays', async () => {
  let spoil = false
  const store = await openStore({
    ...realDisk,
    rename: async (from, to) => {
      await realDisk.rename(from, to)
      const weights = path.join(to, 'weights-000.safetensors')
      if (spoil) writeFileSync(weights, Buffer.alloc(statSync(weights).size))
    },
  })
  await store.save(sampleContent(1))
  spoil = true
  const problem = await problemOf(store.save(sampleContent(2)))
  expect(problem.details.code).toBe('checkpoint-damaged')
  expect(loadedStep(await store.load())).toBe(1)
})

describe('a power cut', () => {
  /** Saves 1, then 2 over a disk that stops at the n-th call; what stands after the power is back. */
  async function cut(at: number, disk: ForgetfulDisk): Promise<{ acknowledged: number; stopped: boolean }> {
    await disk.makeFolder('/run')
    await disk.syncFolder('/')
    const dying = failingDisk(disk, { at, times: Number.POSITIVE_INFINITY, code: 'EIO' })
    let acknowledged = -1
    try {
      const store = await CheckpointStore.open('/run/checkpoints', { disk: dying })
      for (const step of [1, 2, 3, 4]) {
        await store.save(sampleContent(step))
        acknowledged = step
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
    return { acknowledged, stopped: dying.failed }
  }

  test('at any call keeps the newest that was acknowledged, or a newer one, whole', async () => {
    const random = randomFrom(11)
    let cuts = 0
    for (let at = 1; ; at++) {
      const disk = new ForgetfulDisk()
      const { acknowledged, stopped } = await cut(at, disk)
      for (let k = 0; k < 8; k++) {
        const after = disk.crash(random)
        const store = await CheckpointStore.open('/run/checkpoints', { disk: after })
        expect(loadedStep(await store.load())).toBeGreaterThanOrEqual(acknowledged)
        await store.save(sampleContent(9))
        expect(loadedStep(await store.load())).toBe(9)
        cuts++
      }
      if (!stopped) break
    }
    expect(cuts).toBeGreaterThan(400)
  })

  test.each(['sync', 'syncFolder'] as const)(
    'does bite: without %s an acknowledged checkpoint can be lost',
    async (missing) => {
      const random = randomFrom(5)
      let lost = 0
      for (let k = 0; k < 60; k++) {
        const disk = new ForgetfulDisk()
        if (missing === 'syncFolder') disk.syncFolder = async () => {}
        else {
          const open = disk.open.bind(disk)
          disk.open = async (file, mode) => ({ ...(await open(file, mode)), sync: async () => {} })
        }
        const { acknowledged } = await cut(Number.POSITIVE_INFINITY, disk)
        const after = disk.crash(random)
        await after.makeFolder('/run/checkpoints')
        const found = await (await CheckpointStore.open('/run/checkpoints', { disk: after })).load()
        if ((found.checkpoint?.state.step ?? -1) < acknowledged) lost++
      }
      expect(lost).toBeGreaterThan(0)
    },
  )
})
