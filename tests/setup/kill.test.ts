import { afterAll, beforeAll, expect, test } from 'vitest'
import { FakeMachine } from './fakeMachine'

let machine: FakeMachine
beforeAll(() => {
  machine = new FakeMachine()
})
afterAll(() => machine.remove())

/** All 156 points take minutes; each run tries every eighth, LAYERLOOM_SLOW=1 all. */
const stride = process.env.LAYERLOOM_SLOW ? 1 : 8

test('killed with SIGKILL before any of its steps, the next start goes on and leaves nothing behind', async () => {
  const gpu = { LAYERLOOM_GPU: 'yes', LAYERLOOM_DRIVER_ROOT: machine.driverRoot('550.54.14') }
  let kills = 0
  for (let n = 1; ; n += stride) {
    machine.forget()
    const killed = await machine.startKilledAt(n, gpu)
    if (killed.signal !== 'SIGKILL') {
      expect(killed.status).toBe(0)
      break
    }
    kills++
    const next = await machine.start([], gpu)
    expect(next, `after a kill at step ${n}`).toMatchObject({ status: 0 })
    expect(JSON.parse(next.stdout)).toMatchObject({
      LAYERLOOM_ENGINE: expect.any(String),
      LAYERLOOM_ENGINE_CUDA: expect.any(String),
    })
    expect(machine.files().filter((file) => file.includes('.tmp-'))).toEqual([])
    expect(await machine.start([], gpu)).toMatchObject({ status: 0, stderr: '' })
  }
  console.log(`${kills} kills`)
  expect(kills).toBeGreaterThan(10)
}, 900_000)

test('killed while pip and the compiler run, the next start does not wait for them', async () => {
  machine.forget()
  // The first falls into npm, the later ones, which find the packages there, into pip and g++.
  for (const delayMs of [150, 300, 700, 300, 700])
    expect((await machine.startKilledAfter(delayMs, { SLOW: '0.5' })).signal).toBe('SIGKILL')
  expect(await machine.start()).toMatchObject({ status: 0 })
})

test('SIGINT ends it with 130 and a word, and takes the compiler along', async () => {
  machine.forget()
  const outcome = await machine.startKilledAfter(600, { SLOW: '5' }, 'SIGINT')
  expect(outcome).toMatchObject({ status: 130, stderr: expect.stringContaining('set-up stopped by SIGINT') })
  expect(await machine.start()).toMatchObject({ status: 0 })
})
