import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { FakeMachine, type Outcome } from './fakeMachine'

let machine: FakeMachine
beforeAll(() => {
  machine = new FakeMachine()
})
afterEach(() => machine.forget())
afterAll(() => machine.remove())

const answer = (outcome: Outcome) => JSON.parse(outcome.stdout) as Record<string, string>

describe('a fresh clone, in a folder with blanks and accents', () => {
  test('is set up once, then the command runs with its words and its environment', async () => {
    const cold = await machine.start(['train', 'a b', '--json'])
    expect(cold.status).toBe(0)
    expect(answer(cold)).toMatchObject({ words: ['train', 'a b', '--json'], LAYERLOOM_CACHE: machine.cache })
    expect(readdirSync(answer(cold).LAYERLOOM_ENGINE as string).sort()).toEqual([
      'libtensorflow_cc.so.2',
      'tfjs_binding.node',
    ])
    expect(answer(cold).LAYERLOOM_ENGINE).toBe(answer(cold).LAYERLOOM_ENGINE_CPU)

    const warm: Outcome[] = []
    for (let k = 0; k < 3; k++) warm.push(await machine.start(['train']))
    for (const outcome of warm) expect(outcome).toMatchObject({ status: 0, stderr: '' })
    const fastest = Math.min(...warm.map(({ seconds }) => seconds))
    console.log(`warm start with its checks: ${fastest.toFixed(2)} s`)
    expect(fastest).toBeLessThan(1)
    for (const program of ['npm', 'pip', 'g++', 'bundler'] as const) expect(machine.calls(program)).toBe(1)
  })

  test('passes the exit status on', async () => {
    expect((await machine.start(['fail'])).status).toBe(7)
  })

  test('says what takes long on stderr, line by line, and nothing on stdout', async () => {
    const { stdout, stderr } = await machine.start([], { SLOW: '0.6' })
    expect(stdout.trim().split('\n')).toHaveLength(1)
    for (const words of [
      'Installing packages: done in',
      'Fetching TensorFlow 2.21.0 (',
      "Compiling TensorFlow's addon: done in",
    ])
      expect(stderr).toContain(words)
    for (const control of ['\r', '\u001b']) expect(stderr).not.toContain(control)
  })

  test('is started twice at once: both run, everything is made once', async () => {
    const both = await Promise.all([machine.start(['one'], { SLOW: '0.6' }), machine.start(['two'], { SLOW: '0.6' })])
    expect(both.map(({ status }) => status)).toEqual([0, 0])
    expect(both.some(({ stderr }) => /Waiting for process \d+, which sets up/.test(stderr))).toBe(true)
    for (const program of ['npm', 'pip', 'g++', 'bundler'] as const) expect(machine.calls(program)).toBe(1)
  })
})

describe('after a change', () => {
  test('of the lock file the packages come anew; of a source file the bundle does', async () => {
    await machine.start()
    writeFileSync(path.join(machine.root, 'main/b.ts'), 'export {}')
    await machine.start()
    expect([machine.calls('bundler'), machine.calls('npm')]).toEqual([2, 1])
    rmSync(path.join(machine.root, 'main/b.ts'))
    await machine.start()
    expect(machine.calls('bundler')).toBe(3)
    rmSync(path.join(machine.root, 'node_modules/.package-lock.json'))
    await machine.start()
    expect(machine.calls('npm')).toBe(2)
    expect([machine.calls('pip'), machine.calls('g++')]).toEqual([1, 1])
  })

  test('of the addon sources it is compiled into a folder of its own, TensorFlow is not fetched again', async () => {
    const before = answer(await machine.start()).LAYERLOOM_ENGINE as string
    appendFileSync(path.join(machine.root, 'node_modules/@tensorflow/tfjs-node/binding/utils.h'), '// patched\n')
    const after = answer(await machine.start()).LAYERLOOM_ENGINE as string
    expect(after).not.toBe(before)
    expect(existsSync(before)).toBe(true)
    expect([machine.calls('pip'), machine.calls('g++')]).toEqual([1, 2])
  })
})

describe('a library in the cache that is not what it was', () => {
  const library = (outcome: Outcome) => path.join(answer(outcome).LAYERLOOM_ENGINE as string, 'libtensorflow_cc.so.2')
  const flipABit = (file: string) => {
    const bytes = readFileSync(file)
    bytes[500] = (bytes[500] as number) ^ 1
    writeFileSync(file, bytes)
  }

  test('is noticed by its size and fetched again', async () => {
    const first = await machine.start()
    appendFileSync(library(first), 'x')
    const second = await machine.start()
    expect(second).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('is damaged (libtensorflow_cc.so.2): it is made again'),
    })
    expect(readFileSync(library(second), 'utf8')).toBe('cpu library\n'.repeat(9999))
    expect(machine.calls('pip')).toBe(2)
  })

  test('is noticed by its time, one flipped bit is enough', async () => {
    const first = await machine.start()
    flipABit(library(first))
    const second = await machine.start()
    expect(second.stderr).toContain('is damaged')
    expect(readFileSync(library(second), 'utf8')).toBe('cpu library\n'.repeat(9999))
  })

  test('with its size and time unchanged is noticed by doctor', async () => {
    const first = await machine.start()
    const { atimeMs, mtimeMs } = statSync(library(first))
    flipABit(library(first))
    utimesSync(library(first), atimeMs / 1000, mtimeMs / 1000)
    // The clock of the disk is finer than what can be set.
    const isHidden = statSync(library(first)).mtimeMs === mtimeMs
    if (isHidden) expect((await machine.start()).stderr).toBe('')
    const doctor = await machine.start(['doctor'])
    expect(doctor).toMatchObject({ status: 0, stderr: expect.stringContaining('is damaged') })
    expect(readFileSync(library(doctor), 'utf8')).toBe('cpu library\n'.repeat(9999))
  })

  test('is kept if it was only touched', async () => {
    const first = await machine.start()
    utimesSync(library(first), 1, 1)
    expect((await machine.start()).status).toBe(0)
    expect([machine.calls('pip'), machine.calls('g++')]).toEqual([1, 1])
  })

  test('in the wheel is refused: neither library nor engine appear', async () => {
    const wheel = path.join(machine.folder, 'wheels/tf-cpu-2.21.0.whl')
    const whole = readFileSync(wheel)
    flipABit(wheel)
    const outcome = await machine.start()
    writeFileSync(wheel, whole)
    expect(outcome).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('its sha256 differs') })
    expect(machine.files().filter((file) => /tensorflow_cc|\.tmp-/.test(file))).toEqual([])
  })
})
