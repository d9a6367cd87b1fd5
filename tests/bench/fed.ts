import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { rivalPython } from './rivals/environment'

const Fed = z.object({
  images: z.number(),
  /** Seconds from nothing opened to the first batch, and to the end of each epoch. */
  first: z.number(),
  epochs: z.array(z.number()),
  /** Images a second without a pack; ours only. */
  decoded: z.number().optional(),
})
export type Fed = z.infer<typeof Fed>

/** A folder, with side of the pictures, channels and batch size as the contenders take them. */
export interface Course {
  readonly name: string
  readonly folder: string
  readonly side: number
  readonly channels: number
  readonly batch: number
  readonly epochs: number
}

/** Each takes a folder from nothing opened through all epochs, in a process of its own. */
export const feeders = {
  ours: ({ folder, side, channels, batch, epochs }: Course) => {
    const cache = mkdtempSync(path.join(tmpdir(), 'layerloom-feed-'))
    try {
      return fed(process.execPath, [ourProgram(), folder, side, channels, batch, epochs, cache])
    } finally {
      rmSync(cache, { recursive: true, force: true })
    }
  },
  torchvision: (course: Course) => fedByPython('feed_torchvision.py', course),
  keras: (course: Course) => fedByPython('feed_keras.py', course),
}

/** Beside the program that runs: this file may lie in a chunk of the bundle. */
const ourProgram = (): string => path.join(path.dirname(process.argv[1] as string), 'feedOurs.cjs')

/** Digits are 28x28 as they are: no scaling for them, in theirs. */
const fedByPython = (script: string, { folder, side, channels, batch, epochs }: Course): Fed =>
  fed(rivalPython(), [
    path.resolve('tests/bench/rivals', script),
    folder,
    side === 28 ? 0 : side,
    channels,
    batch,
    epochs,
  ])

function fed(program: string, words: readonly (string | number)[]): Fed {
  const { stdout, status } = spawnSync(program, words.map(String), { stdio: ['ignore', 'pipe', 'ignore'] })
  if (status !== 0) throw new Error(`${words[0]} ended with ${status}`)
  return Fed.parse(JSON.parse(stdout.toString().trim().split('\n').pop() ?? ''))
}

/** Images a second once it runs: the last epoch of theirs, which decode anew each epoch; our decoder without its pack. */
export function decodeRate({ images, epochs, decoded }: Fed): number {
  const [before = 0, last = 0] = epochs.slice(-2)
  return decoded ?? images / (last - before)
}
