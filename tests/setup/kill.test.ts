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

test.each([
  ['npm', 'Installing packages ...'],
  ['pip', 'Fetching TensorFlow 2.21.0 ('],
  ['the compiler', "Compiling TensorFlow's addon ..."],
])('killed while %s runs, the next start does not wait for it', async (_, word) => {
  machine.forget()
  expect((await machine.startKilledAtWord(word, { SLOW: '1' }, 'SIGKILL')).signal).toBe('SIGKILL')
  expect(await machine.start()).toMatchObject({ status: 0 })
})

test('SIGINT ends it with 130 and a word, and takes the program that runs along', async () => {
  machine.forget()
  const outcome = await machine.startKilledAtWord('Installing packages ...', { SLOW: '20' }, 'SIGINT')
  expect(outcome).toMatchObject({ status: 130, stderr: expect.stringContaining('set-up stopped by SIGINT') })
  expect(outcome.seconds).toBeLessThan(15)
  expect(await machine.start()).toMatchObject({ status: 0 })
})
