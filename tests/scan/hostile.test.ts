import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { noReference, shared } from '../reference'
import { cacheIn, lookHere, temporaryFolder } from './scanHere'

const folder = path.join(shared ?? '', 'data', 'hostile-images')

/** File, what is expected of it, its upright size. */
function manifest(): [file: string, expected: string, size: string][] {
  const [head = '', ...lines] = readFileSync(path.join(folder, 'MANIFEST.tsv'), 'utf8').trim().split('\n')
  const columns = ['file', 'expected', 'upright_size'].map((name) => head.split('\t').indexOf(name))
  return lines.map((line) => columns.map((column) => line.split('\t')[column]) as [string, string, string])
}

describe.skipIf(!shared)(`hostile pictures in class folders${shared ? '' : ` (${noReference})`}`, () => {
  const rows = shared ? manifest() : []
  const nameOf = (file: string, k: number) => `${k % 2 ? 'odd' : 'even'}/${k}-${path.basename(file)}`

  test('the verdict of a scan is that of the manifest, and of the decoder at another size', async () => {
    const place = temporaryFolder()
    cacheIn(path.join(place, 'cache'))
    for (const className of ['odd', 'even']) mkdirSync(path.join(place, 'set', className), { recursive: true })
    for (const [k, [file]] of rows.entries())
      copyFileSync(path.join(folder, file), path.join(place, 'set', nameOf(file, k)))

    const verdicts = await lookHere(path.join(place, 'set'), async ({ listing, set }) => {
      const decoder = await openPictureDecoder()
      const target = { shape: [24, 40, 1], resize: 'crop', background: [0, 0, 0] } as const
      const found = new Map<string, Partial<Record<'problem' | 'size' | 'trained', string | undefined>>>()
      for (const problem of listing.problems) found.set(problem.place, { problem: problem.code, trained: problem.code })
      for (const [k, entry] of listing.entries.entries()) {
        const { problem, header } = set.at(k)
        const [bytes] = await listing.read([entry])
        const outcomes =
          bytes instanceof Uint8Array ? await decoder.decode([{ entry, bytes }], target, new Uint8Array(24 * 40)) : []
        found.set(entry.name, {
          problem: problem?.code,
          size: header && `${header.width}x${header.height}`,
          trained: outcomes[0]?.problem?.code,
        })
      }
      decoder.close()
      return found
    })

    const wrong = rows.flatMap(([file, expected, size], k) => {
      const verdict = verdicts.get(nameOf(file, k))
      const isTaken = verdict !== undefined && verdict.problem === undefined
      const isRight =
        (expected === 'decodes' && isTaken && verdict.size === size) ||
        (expected === 'decodes or refused by name' && (!isTaken || verdict.size === size)) ||
        (expected === 'refused by name' && !isTaken) ||
        (expected === 'must be refused' && !isTaken) ||
        expected === 'either'
      const agrees = verdict !== undefined && verdict.problem === verdict.trained
      return isRight && agrees ? [] : [{ file, expected, size, ...verdict }]
    })
    expect(rows.length).toBeGreaterThan(200)
    expect(wrong).toEqual([])
  })
})
