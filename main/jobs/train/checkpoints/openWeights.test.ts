import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Disk } from '../../../disk/disk'
import { realDisk } from '../../../disk/realDisk'
import { CheckpointStore } from '.'
import { openCheckpointWeights } from './openWeights'
import { sampleContent } from './testing/sampleContent'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-weights-'))
  // Several files of weights.
  const store = await CheckpointStore.open(folder, { shardLimit: 290 })
  await store.save(sampleContent(7))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = () => path.join(folder, '7')

test("gives every weight bit for bit, and never opens what is the optimizer's", async () => {
  const opened: string[] = []
  const watched: Disk = {
    ...realDisk,
    open: (file, mode) => {
      opened.push(path.basename(file))
      return realDisk.open(file, mode)
    },
  }
  const { weights, state, close } = await openCheckpointWeights(watched, place())
  expect(state.step).toBe(7)
  const floats = [...sampleContent(7).weights].filter(([, { dtype }]) => dtype === 'float32')
  expect([...weights.shapes].sort()).toEqual(floats.map(([name, { shape }]) => [name, [...shape]]).sort())
  // A training may take the checkpoint away meanwhile.
  rmSync(place(), { recursive: true })
  const bits = (data: ArrayBufferView) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  for (const [name, { data }] of floats) expect(bits(await weights.read(name)).equals(bits(data)), name).toBe(true)
  await expect(weights.read('nothing')).rejects.toThrow('no weight nothing')
  await close()
  expect(opened.filter((name) => name.startsWith('optimizer'))).toEqual([])
  expect(opened.filter((name) => name.startsWith('weights')).length).toBeGreaterThan(1)
})

test('weights that are not as they were written are refused; an optimizer that is damaged is not looked at', async () => {
  appendFileSync(path.join(place(), 'optimizer-000.safetensors'), 'x')
  await (await openCheckpointWeights(realDisk, place())).close()
  const file = path.join(place(), 'weights-000.safetensors')
  const bytes = readFileSync(file)
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
  writeFileSync(file, bytes)
  await expect(openCheckpointWeights(realDisk, place())).rejects.toMatchObject({
    details: { code: 'checkpoint-damaged', place: file },
  })
  rmSync(file)
  await expect(openCheckpointWeights(realDisk, place())).rejects.toMatchObject({
    details: { code: 'checkpoint-damaged', message: expect.stringContaining('missing') },
  })
})
