import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const hasCuda = Boolean(process.env.LAYERLOOM_ENGINE_CUDA)
const root = path.resolve(__dirname, '../..')

describe.skipIf(!hasCuda)('training on a GPU (needs an NVIDIA driver and TensorFlow for CUDA)', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'layerloom-gpu-'))
    start('new', path.join(folder, 'digits'), '--network', 'deep-digits', '--data', 'sample:digits')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('says that it ran there, and its losses are those of the processor', () => {
    const [cpu, gpu] = ['cpu', 'gpu:0'].map((device) => train(device)) as [Training, Training]
    expect([cpu.device, gpu.device]).toEqual(['cpu', 'gpu:0'])
    expect(gpu.losses).toHaveLength(20)
    // The order of additions differs, and steps add up.
    for (const [k, loss] of gpu.losses.entries()) expect(Math.abs(loss - (cpu.losses[k] as number))).toBeLessThan(0.02)
  })

  test('a GPU that is not there is refused by number', () => {
    const { status, stderr } = run('train', path.join(folder, 'digits'), '--steps', '1', '--device', 'gpu:63')
    expect({ status, names: stderr.includes('63') }).toEqual({ status: 1, names: true })
  })

  interface Training {
    readonly device: string
    readonly losses: readonly number[]
  }

  function train(device: string): Training {
    const words = ['train', path.join(folder, 'digits'), '--steps', '20', '--seed', '1', '--device', device, '--json']
    const events = start(...words)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    const losses = events.flatMap((event) => (event.event === 'step' ? [event.loss as number] : []))
    return { device: events.at(-1).device, losses }
  }
})

function start(...words: string[]): string {
  const { status, stdout, stderr } = run(...words)
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

const run = (...words: string[]) =>
  spawnSync(process.execPath, [path.join(root, 'scripts/start.mjs'), ...words], {
    encoding: 'utf8',
    // For the same bits of precision on both sides.
    env: { ...process.env, NVIDIA_TF32_OVERRIDE: '0' },
  })
