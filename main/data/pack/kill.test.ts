import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { bundleForNode } from '../../../tests/bundleForNode'
import { listPictures } from '../listing/listPictures'
import type { PackIndex } from './packIndex'
import { packPlace } from './packPlace'
import { digestPacking } from './testing/digestPacking'

let program: string
beforeAll(async () => {
  program = await bundleForNode(path.join(__dirname, 'testing/packChild.ts'))
})
afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }))

const count = 300
let folder: string
let pictures: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-pack-'))
  pictures = path.join(folder, 'pictures')
  for (const name of ['a', 'b']) mkdirSync(path.join(pictures, name), { recursive: true })
  for (let i = 0; i < count; i++) writeFileSync(path.join(pictures, i % 2 ? 'a' : 'b', `${i}.png`), `picture ${i}`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const packs = () => path.join(folder, 'packs')

async function pack(killAt = 0): Promise<{ printed: string[]; signal: string | null }> {
  const child = spawn(process.execPath, [program, pictures, packs(), String(killAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString()
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { printed: output.trim().split('\n').filter(Boolean), signal }
}

/** Packs in this process and gives the index of what is there then. */
async function packHere(): Promise<PackIndex> {
  const listing = await listPictures(pictures)
  if (!listing) throw new Error('no pictures')
  const made = await packPlace(digestPacking(listing, pictures, packs()))
  await made.close()
  return made.index
}

test('killed at every second moment: the next one packs all, and leaves nothing behind', {
  timeout: 120_000,
}, async () => {
  const whole = await pack()
  expect(whole).toEqual({ printed: [String(count), expect.stringMatching(/^moments \d+$/)], signal: null })
  const moments = Number(whole.printed[1]?.split(' ')[1])
  expect(moments).toBeGreaterThan(20)
  for (let at = 1; at <= moments; at += 2) {
    rmSync(packs(), { recursive: true })
    expect(await pack(at), `moment ${at}`).toEqual({ printed: [], signal: 'SIGKILL' })
    expect((await packHere()).pictures, `after moment ${at}`).toBe(count)
    const left = readdirSync(packs(), { recursive: true }) as string[]
    expect(left.filter((name) => name.includes('.tmp'))).toEqual([])
    expect(left.filter((name) => name.endsWith('.pack'))).toHaveLength(1)
  }
})

test('several at once get the same pack', async () => {
  const all = await Promise.all([pack(), pack(), pack()])
  for (const { printed } of all) expect(printed[0]).toBe(String(count))
  const left = readdirSync(packs(), { recursive: true }) as string[]
  expect(left.filter((name) => name.includes('.pack'))).toHaveLength(1)
})
