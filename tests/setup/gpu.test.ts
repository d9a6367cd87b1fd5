import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildFor } from '../../scripts/engine/builds.mjs'
import { chooseGpuBuild, remembered } from '../../scripts/engine/gpuChoice.mjs'
import { FakeMachine } from './fakeMachine'

let machine: FakeMachine
beforeAll(() => {
  machine = new FakeMachine()
})
afterEach(() => machine.forget())
afterAll(() => machine.remove())

const isLinux = process.platform === 'linux'

describe.skipIf(!isLinux)('on a machine with an NVIDIA driver (Linux only)', () => {
  test('TensorFlow for CUDA is offered with its size and not set up without a word', async () => {
    const driver = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot('550.54.14') }
    const { status, stdout, stderr } = await machine.start([], driver)
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /An NVIDIA driver is here \(550\.54\.14\)\. TensorFlow for CUDA takes .* GB to fetch and .* GB on disk\. LAYERLOOM_GPU=yes/,
    )
    expect(JSON.parse(stdout).LAYERLOOM_ENGINE_CUDA).toBeUndefined()
    expect(machine.calls('pip')).toBe(1)
  })

  test('yes sets it up beside the other, its parts of CUDA where the run path looks, and is remembered', async () => {
    const driver = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot('550.54.14') }
    await machine.start([], { ...driver, LAYERLOOM_GPU: 'yes' })
    const { stdout, stderr } = await machine.start([], driver)
    expect(stderr).toBe('')
    const { LAYERLOOM_ENGINE, LAYERLOOM_ENGINE_CPU, LAYERLOOM_ENGINE_CUDA: cuda } = JSON.parse(stdout)
    expect(LAYERLOOM_ENGINE).toBe(LAYERLOOM_ENGINE_CPU)
    expect(cuda).toMatch(/engine\/cuda-2\.21\.0-[0-9a-f]{12}\/tensorflow$/)
    expect(readdirSync(cuda).sort()).toEqual(['libtensorflow_cc.so.2', 'tfjs_binding.node'])
    expect(readdirSync(path.join(cuda, '../nvidia/cuda_runtime/lib'))).toEqual(['libcudart.so.12'])
  })

  test('no is remembered: nothing is said any more', async () => {
    const driver = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot('550.54.14') }
    expect((await machine.start([], { ...driver, LAYERLOOM_GPU: 'no' })).stderr).not.toContain('NVIDIA')
    expect((await machine.start([], driver)).stderr).toBe('')
  })

  test('a driver too old for CUDA 12 is named', async () => {
    const driver = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot('470.82.1'), LAYERLOOM_GPU: 'yes' }
    const { status, stdout, stderr } = await machine.start([], driver)
    expect(status).toBe(0)
    expect(stderr).toContain('470.82.1 is too old for CUDA 12 (525.60.13 or newer)')
    expect(JSON.parse(stdout).LAYERLOOM_ENGINE_CUDA).toBeUndefined()
  })

  test('a fetch that fails costs the GPU and nothing else', async () => {
    const wheel = path.join(machine.folder, 'wheels/cudart-12.whl')
    const env = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot('550.54.14'), LAYERLOOM_GPU: 'yes' }
    machine.hide(wheel)
    const without = await machine.start([], env)
    machine.show(wheel)
    expect(without.status).toBe(0)
    expect(without.stderr).toContain(
      'TensorFlow for CUDA could not be set up; it runs on the processor. cudart 12 could not be fetched',
    )
    expect(JSON.parse(without.stdout).LAYERLOOM_ENGINE_CUDA).toBeUndefined()
    expect(JSON.parse((await machine.start([], env)).stdout).LAYERLOOM_ENGINE_CUDA).toBeDefined()
    expect(machine.calls('pip'), 'the library that was complete is kept').toBe(4)
  })

  test('the library alone is a sign too, as in a container', async () => {
    const env = { LAYERLOOM_DRIVER_ROOT: machine.driverRoot(undefined) }
    expect((await machine.start([], env)).stderr).toMatch(/An NVIDIA driver is here \(.*libcuda\.so\.1\)/)
  })

  test.each([
    ['y', 'yes'],
    ['', 'no'],
    ['n', 'no'],
  ])('at a terminal it is asked: "%s" means %s and is not asked again', async (said, meant) => {
    process.env.LAYERLOOM_DRIVER_ROOT = machine.driverRoot('550.54.14')
    const cache = mkdtempSync(path.join(tmpdir(), 'layerloom-gpu-'))
    try {
      const questions: string[] = []
      const ask = async (question: string) => {
        questions.push(question)
        return said
      }
      const progress = { say: () => undefined, step: () => ({ advance() {}, end() {}, fail() {} }) }
      const build = buildFor('cuda', 'linux-x64')
      const chosen = [
        await chooseGpuBuild({ cache, progress, ask, build }),
        await chooseGpuBuild({ cache, progress, ask, build }),
      ]
      expect(chosen).toEqual(meant === 'yes' ? [build, build] : [undefined, undefined])
      expect(questions).toEqual([
        expect.stringMatching(/takes 3\.4 GB to fetch and 5\.6 GB on disk\. Set it up\? \[y\/N\]/),
      ])
      expect(remembered(cache)).toBe(meant)
    } finally {
      delete process.env.LAYERLOOM_DRIVER_ROOT
      rmSync(cache, { recursive: true })
    }
  })
})

test('without a driver nothing is said and nothing of CUDA is there', async () => {
  const { stderr } = await machine.start([], { LAYERLOOM_GPU: 'yes' })
  expect(stderr).not.toMatch(/NVIDIA|CUDA/)
  expect(existsSync(path.join(machine.cache, 'nvidia'))).toBe(false)
})
