import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PreviewResult } from '../../shared/contract/jobs'
import { decodeHere } from '../pictures/decodeHere'
import { noReference, shared } from '../reference'
import { writeSmallProject } from './smallProject'
import { type Ran, terminal } from './terminalProgram'

let folder: string
let project: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-preview-'))
  project = writeSmallProject(path.join(folder, 'project'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Answer = Omit<PreviewResult, 'task'>
const preview = (name: string, ...words: string[]): Promise<Ran> =>
  terminal(['data', 'preview', ...words, '--out', path.join(folder, name), '--json'])
const answerOf = (ran: Ran): Answer => {
  expect(ran.status, ran.stderr).toBe(0)
  return JSON.parse(ran.stdout)
}
const sheet = ({ file, height, width }: Answer): Promise<Uint8Array> => decodeHere(file, [height, width, 3])

/** The pixels of a cell: pictures of 12x12 are shown as 168x168, 12 pixels apart, below a heading of `lines` lines. */
function cell(pixels: Uint8Array, { width }: Answer, column: number, lines: number): number[] {
  const [left, top, scale] = [12 + column * (168 + 12), 2 * 12 + lines * 10, 14]
  return Array.from({ length: 144 }, (_, k) => {
    const [x, y] = [left + (k % 12) * scale, top + Math.floor(k / 12) * scale]
    return pixels[(y * width + x) * 3] as number
  })
}

describe('data preview', () => {
  test('draws the pictures of a project as they are and as they are trained on, and says what was drawn', async () => {
    const ran = await preview(
      'a.png',
      project,
      '--augmentation',
      'horizontal-flip',
      '--pictures',
      '2',
      '--variants',
      '4',
    )
    const answer = answerOf(ran)
    expect(answer.augmentation).toEqual(['flips left and right, 50 % of pictures'])
    expect(answer.seed).toBe(3)
    expect(answer.pictures).toHaveLength(2)
    const pixels = await sheet(answer)
    const original = cell(pixels, answer, 0, 2)
    const flipped = original.map((_, k) => original[12 * Math.floor(k / 12) + 11 - (k % 12)])
    const variants = answer.pictures[0]?.variants ?? []
    expect(variants).toHaveLength(4)
    for (const [k, changes] of variants.entries()) {
      const isFlipped = changes.some(({ caption }) => caption === 'flip lr')
      expect(cell(pixels, answer, k + 1, 2), `variant ${k + 1}`).toEqual(isFlipped ? flipped : original)
    }
    const all = answer.pictures.flatMap((each) => each.variants)
    expect(all.some((changes) => changes.length === 0) && all.some((changes) => changes.length === 1)).toBe(true)
  })

  test('is the same twice and another with another seed', async () => {
    const words = [project, '--augmentation', 'strong', '--pictures', '2', '--variants', '2']
    const [first, again, other] = [
      answerOf(await preview('b.png', ...words)),
      answerOf(await preview('c.png', ...words)),
      answerOf(await preview('d.png', ...words, '--seed', '4')),
    ]
    expect(readFileSync(again.file).equals(readFileSync(first.file))).toBe(true)
    expect(again.pictures).toEqual(first.pictures)
    expect(other.pictures).not.toEqual(first.pictures)
  })

  test('takes what project.json has, and says so where that is nothing', async () => {
    const bare = await preview('e.png', project)
    expect(bare.status).toBe(1)
    expect(bare.stderr).toContain('quarters trains on its images as they are')
    const augmentation = [
      { type: 'rotation', degrees: 30 },
      { type: 'gaussian-noise', most: 0.3 },
    ]
    const file = path.join(writeSmallProject(path.join(folder, 'turning'), { augmentation }), 'project.json')
    const { pictures } = answerOf(await preview('e.png', file, '--pictures', '1', '--variants', '1'))
    expect(pictures[0]?.variants[0]?.map(({ operation }) => operation)).toEqual(['rotation', 'gaussian-noise'])
  })

  test.each([
    ['an unknown name', ['--augmentation', 'flip-horizontal'], 'There is no "flip-horizontal"'],
    ['no pictures', ['--pictures', '0'], 'whole number from 1'],
  ])('%s is wrong usage', async (_, words, message) => {
    const ran = await preview('f.png', project, ...words)
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain(message)
    expect(existsSync(path.join(folder, 'f.png'))).toBe(false)
  })

  test.each([
    ['a setting out of its range', [{ type: 'rotation', degrees: 200 }], '/augmentation/0/degrees'],
    ['an unknown operation', [{ type: 'rotate' }], '/augmentation/0/type'],
    ['least above most', [{ type: 'zoom', smallest: 1.5 }], '/augmentation/0/largest'],
    ['a setting that there is not', [{ type: 'mixup', beta: 1 }], '/augmentation/0'],
  ])('%s in project.json is refused with its place', async (_, augmentation, place) => {
    const file = path.join(writeSmallProject(path.join(folder, 'wrong'), { augmentation }), 'project.json')
    const ran = await terminal(['data', 'preview', file])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain(`${file}, ${place}`)
  })

  test.skipIf(!shared)(
    `draws photos of a folder at a size of one's own${shared ? '' : ` (${noReference})`}`,
    async () => {
      const photos = path.join(shared ?? '', 'data', 'photos')
      const answer = answerOf(
        await preview('g.png', photos, '--pictures', '3', '--variants', '1', '--size', '96x128x3'),
      )
      expect(new Set(answer.pictures.map((each) => each.class))).toEqual(new Set(['ants', 'bees']))
      expect(new Set(await sheet(answer)).size).toBeGreaterThan(100)
    },
  )
})

test('train --augmentation trains on changed pictures, says how, and the run keeps it', async () => {
  const ran = await terminal(['train', project, '--epochs', '1', '--augmentation', 'light,mixup', '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  expect(ran.stderr).toContain('mixup, alpha 0.2')
  const { run } = JSON.parse(ran.stdout.trim().split('\n').at(-1) as string) as { run: string }
  expect(JSON.parse(readFileSync(path.join(run, 'job.json'), 'utf8')).project.augmentation).toEqual([
    { type: 'light' },
    { type: 'mixup', probability: 1, alpha: 0.2 },
  ])
  const resumed = await terminal(['train', project, '--resume', 'last', '--augmentation', 'light'])
  expect(resumed.status).toBe(2)
})
