import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { encodePng } from '../data/encodePng.mjs'

const side = 40

/** A PNG of sharp colours, each seed another. */
export const noisePng = (seed: number): Buffer =>
  png((x, y, c) => ((x * 7 + y * 13 + c * 29 + seed) * (x + 3 * y + c + seed * seed + 1)) % 256)

export const png = (level: (x: number, y: number, c: number) => number): Buffer =>
  encodePng(
    Uint8Array.from({ length: side * side * 3 }, (_, k) =>
      level(Math.floor(k / 3) % side, Math.floor(k / 3 / side), k % 3),
    ),
    side,
    side,
    3,
  )

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

/** Two classes of twelve pictures each in `train` and three in `val`; with a copy in both, a copy with two labels, a black one and a text. */
export const faultySet = (): Record<string, Uint8Array | string> => ({
  ...Object.fromEntries(
    ['ants', 'bees'].flatMap((className, c) => [
      ...Array.from({ length: 12 }, (_, k) => [`train/${className}/${k + 10}.png`, noisePng(100 * c + k)] as const),
      ...Array.from({ length: 3 }, (_, k) => [`val/${className}/${k + 50}.png`, noisePng(100 * c + k + 50)] as const),
    ]),
  ),
  'val/ants/again.png': noisePng(3),
  'train/bees/ant.png': noisePng(5),
  'train/bees/black.png': png((x, y) => (x + y) % 9),
  'train/bees/notes.png': 'no picture at all',
})
