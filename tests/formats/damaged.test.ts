import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { binaryInMemory } from '../../main/formats/binaryFile'
import { readBudget } from '../../main/formats/importedModel'
import { readModel } from '../../main/formats/readModel'
import { readZip } from '../../main/formats/zip/readZip'
import { writeZip } from '../../main/formats/zip/writeZip'
import { projectOf } from '../../main/jobs/import/projectOf'
import { Problem } from '../../shared/problem'
import { isWhole } from './isWhole'

/** Damaged copies a kind. */
const copies = isWhole ? 3000 : 300
const goldens = path.join(__dirname, 'goldens')
const golden = (name: string): Uint8Array => Uint8Array.from(readFileSync(path.join(goldens, name)))
/** A damaged size must not make us read gigabytes of nothing. */
const budget = { ...readBudget, weightBytes: 64 * 2 ** 20 }

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'layerloom-damaged-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Cut short, some bits turned over, a piece doubled or filled with one byte; the same for the same draw. */
function damaged(good: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = good.slice(0, random(6) === 0 ? random(good.length) : good.length)
  if (bytes.length === 0) return bytes
  const place = () => random(bytes.length)
  if (random(4) === 0) {
    const at = place()
    bytes.fill(random(2) === 0 ? 255 : random(256), at, at + 1 + random(16))
  }
  if (random(6) === 0) {
    const at = place()
    bytes.copyWithin(at, place(), at + 1 + random(64))
  }
  for (let k = random(5); k >= 0; k--) {
    const at = place()
    bytes[at] = (bytes[at] as number) ^ (1 << random(8))
  }
  return bytes
}

/** `read`, or the code by which it is refused. Throws what is no Problem. */
async function outcome(file: string): Promise<string> {
  try {
    const { model } = await readModel(file, budget)
    for (const name of model.weights.shapes.keys()) await model.weights.read(name)
    if (model.network) projectOf(model, { file })
    return 'read'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(error.message).toMatch(/^[^\p{Cc}\p{Cf}]*$/u)
    return error.details.code
  }
}

/** Makes and reads damaged copies; fails with the seed of one that is neither read nor refused, or that takes long. */
async function holds(seed: number, make: (random: (below: number) => number) => Promise<string>): Promise<void> {
  const outcomes = new Map<string, number>()
  for (let k = 0; k < copies; k++) {
    const file = await make(randomFrom(seed * 100_003 + k))
    const before = process.cpuUsage()
    let code: string
    try {
      code = await outcome(file)
    } catch (error) {
      throw new Error(`copy ${k} of seed ${seed}: ${error instanceof Error ? error.stack : error}`)
    }
    const { user, system } = process.cpuUsage(before)
    if (user + system > 5e6) throw new Error(`copy ${k} of seed ${seed}: ${(user + system) / 1e6} s`)
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1)
  }
  // Damage is met.
  expect([...outcomes.keys()].filter((code) => code !== 'read').length).toBeGreaterThan(0)
}

/** A file that is damaged as a whole. */
const asItIs = (name: string, seed: number) => () => {
  const good = golden(name)
  const place = path.join(scratch, `${seed}-${path.basename(name)}`)
  return holds(seed, async (random) => {
    writeFileSync(place, damaged(good, random))
    return place
  })
}

const time = { timeout: 600_000 }
describe(`${copies} damaged copies of each file are read or refused by a code, each in less than 5 s`, () => {
  test('.h5 of Keras 2', time, asItIs('foreign/k210-nested.h5', 1))
  test('.h5 of Keras 3', time, asItIs('functional.h5', 2))
  test('weights alone, by name', time, asItIs('foreign/k210-mnist.weights.by-name.h5', 3))
  test('weights alone, by class', time, asItIs('foreign/k3-mnist.weights.h5', 4))
  test('.keras', time, asItIs('functional.keras', 5))

  test.each(['config.json', 'model.weights.h5'])(
    '%s in a .keras whose checksums are right',
    time,
    async (damagedPart) => {
      const good = golden('foreign/k3-transfer.keras')
      const members = [...readZip(binaryInMemory(good, 'a.keras'), 2 ** 26)].map(([name, entry]) => {
        const content = entry.open()
        return { name, content: content.bytes(0, content.size) }
      })
      const place = path.join(scratch, `inside-${damagedPart}.keras`)
      await holds(6, async (random) => {
        rmSync(place, { force: true })
        await writeZip(
          place,
          members.map(({ name, content }) => {
            const bytes = name === damagedPart ? damaged(content, random) : content
            return { name, bytes: bytes.length, pieces: () => [bytes] }
          }),
        )
        return place
      })
    },
  )

  test.each(['model.json', 'group1-shard1of3.bin'])('%s of TensorFlow.js', time, async (damagedPart) => {
    const home = path.join(goldens, 'foreign/tfjs-mnist-some')
    const place = path.join(scratch, `tfjs-${damagedPart}`)
    mkdirSync(place)
    for (const name of readdirSync(home)) writeFileSync(path.join(place, name), readFileSync(path.join(home, name)))
    const good = Uint8Array.from(readFileSync(path.join(home, damagedPart)))
    await holds(7, async (random) => {
      writeFileSync(path.join(place, damagedPart), damaged(good, random))
      return path.join(place, 'model.json')
    })
  })
})
