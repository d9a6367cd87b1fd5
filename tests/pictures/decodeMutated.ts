import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'

/** How many pictures came to which end. */
export type MutatedOutcomes = Readonly<Record<string, number>>

/** `program FOLDER SEED ROUNDS`: decodes pictures of the folder that were cut or had bytes changed, 32 a round, and counts what became of them. */
async function main([folder = '', seed = '', rounds = '']: readonly string[]): Promise<void> {
  const random = draws(Number(seed))
  const decoder = await openPictureDecoder()
  const whole = readdirSync(folder)
    .filter((name) => !/\.(py|ndjson)$/.test(name))
    .sort()
    .map((name) => Uint8Array.from(readFileSync(path.join(folder, name))))
  const target = { shape: [20, 30, 3], resize: 'crop', background: [0, 0, 0] } as const
  const counts: Record<string, number> = {}
  for (let round = 0; round < Number(rounds); round++) {
    const pictures = Array.from({ length: 32 }, (_, k) => {
      const bytes = mutated(whole[random(whole.length)] as Uint8Array, random)
      return { entry: { name: `${k}`, className: '', split: undefined, size: bytes.length, modified: 0 }, bytes }
    })
    const outcomes = await decoder.decode(pictures, target, new Uint8Array(32 * 20 * 30 * 3))
    for (const { problem } of outcomes) {
      const end = problem?.code ?? 'decoded'
      counts[end] = (counts[end] ?? 0) + 1
    }
  }
  process.stdout.write(JSON.stringify(counts satisfies MutatedOutcomes))
  decoder.close()
}

/** Whole numbers below n, the same for the same seed. */
function draws(seed: number): (n: number) => number {
  let state = seed >>> 0
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** One in four is cut; the others have one to eight bytes changed. */
function mutated(whole: Uint8Array, random: (n: number) => number): Uint8Array {
  if (random(4) === 0) return whole.slice(0, random(whole.length))
  const bytes = whole.slice()
  for (let left = 1 + random(8); left > 0; left--) bytes[random(bytes.length)] = random(256)
  return bytes
}

void main(process.argv.slice(2))
