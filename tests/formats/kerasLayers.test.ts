import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportNetwork } from '../../main/formats/exportNetwork'
import { kerasRefusals } from '../../main/formats/keras/kerasModel'
import { normalizeInside } from '../../main/formats/passes/normalizeInside'
import type { FormatId } from '../../shared/formats/exportOptions'
import { type ExamNetwork, examNetworks } from './examNetworks'
import { isWhole } from './isWhole'
import { drawnPictures, ownLogits, runExport } from './runExport'
import { drawnNetwork } from './zooModels'

const dialects = { keras: 'keras3', h5: 'keras2', tfjs: 'tfjs' } as const
type KerasFormat = keyof typeof dialects
/** The two that share the table of layers stand for a third in the quick suite. */
const formats: readonly KerasFormat[] = isWhole ? ['keras', 'h5', 'tfjs'] : ['keras', 'tfjs']

let folder: string
let cases: ExamNetwork[]
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-keras-'))
  cases = (await examNetworks()).filter(({ input }) => input.length === 3)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const trainedOf = ({ network, outputs }: ExamNetwork) =>
  drawnNetwork(network, outputs, { kind: 'mean-deviation', mean: [0.5], deviation: [0.25] })
const refused = (one: ExamNetwork, format: KerasFormat) =>
  kerasRefusals(normalizeInside(exportNetwork(trainedOf(one))), dialects[format])

test.each(formats)(
  '%s: every case of every layer gives its outputs, or is refused by name',
  { timeout: 300_000 },
  async (format) => {
    const wrong: string[] = []
    let written = 0
    for (const [k, one] of cases.entries()) {
      if (refused(one, format).length > 0) continue
      const trained = trainedOf(one)
      const pictures = drawnPictures(one.input as [number, number, number], 3)
      const logits = await ownLogits(trained, pictures)
      const { largest, allowed } = await runExport(
        trained,
        pictures,
        logits,
        format as FormatId,
        {},
        path.join(folder, `${format}${k}`),
      )
      written++
      if (!(largest <= allowed)) wrong.push(`${one.name}: ${largest}`)
    }
    expect(wrong).toEqual([])
    expect(written).toBeGreaterThan(cases.length * 0.6)
  },
)

test.each(formats)('%s: a padded max pool over values below zero is written as two', (format) => {
  const pools = cases.filter(({ network }) => network.layers.some(({ type }) => type === 'max-pool'))
  const names = pools.filter((one) => refused(one, format).length > 0).map(({ name }) => name)
  expect(names).toEqual(['max-pool: stride 1, padded on one side'])
})

test('what is refused, and why', () => {
  const reasons = (format: KerasFormat) => {
    const found = new Set<string>()
    for (const one of cases) for (const { layer, what } of refused(one, format)) found.add(`${layer.type}: ${what}`)
    return [...found].sort()
  }
  expect({ keras: reasons('keras'), h5: reasons('h5'), tfjs: reasons('tfjs') }).toMatchSnapshot()
})
