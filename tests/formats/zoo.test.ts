import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportWishes, FormatId } from '../../shared/formats/exportOptions'
import { isWhole } from './isWhole'
import { drawnPictures, ownLogits, runExport } from './runExport'
import { zooCases, zooExport } from './zooModels'

/** The others have tests of their own. */
const formats: readonly FormatId[] = ['tfjs', 'keras', 'h5']
const quick = new Set(['deep-digits', 'alexnet', 'resnet-20'])

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-zoo-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const variants: readonly [what: string, wishes: ExportWishes][] = [
  ['as it is', {}],
  ['float16', { weights: 'float16' }],
  ['batch norms folded, probabilities', { foldBatchNorm: true, output: 'probabilities' }],
  ['normalized numbers in', { preprocessing: 'outside' }],
]

test.each(zooCases.filter(({ name }) => isWhole || quick.has(name)))(
  '$name in each format, loaded by another way',
  { timeout: 600_000 },
  async (one) => {
    const { trained } = zooExport(one)
    const pictures = drawnPictures(one.input, isWhole ? 200 : 6)
    const logits = await ownLogits(trained, pictures)
    const rows: string[] = []
    for (const format of formats)
      for (const [k, [what, wishes]] of variants.entries()) {
        if (!isWhole && one.name !== 'resnet-20' && k > 0) continue
        const place = path.join(folder, `${one.name}-${format}-${k}`)
        const ran = await runExport(trained, pictures, logits, format, wishes, place)
        expect.soft(ran.largest, `${format}, ${what}`).toBeLessThanOrEqual(ran.allowed)
        expect.soft(ran.top1Changed, `${format}, ${what}`).toBe(0)
        rows.push(`${one.name} ${format} ${what}: ${ran.largest.toExponential(2)}`)
        rmSync(place, { recursive: true, force: true })
      }
    if (isWhole) console.log(rows.join('\n'))
  },
)
