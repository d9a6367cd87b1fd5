import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LayersRow } from '../../shared/records/layersRow'
import { onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from './smallProject'
import { terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-tensorboard-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('event files of a run lie beside it, one for training and one for validation, the same when written again', async () => {
  const project = writeSmallProject(folder)
  expect((await terminal(['train', project])).status).toBe(0)
  const run = onlyRun(project)
  const { status, stdout } = await terminal(['tensorboard', run, '--json'])
  expect(status).toBe(0)
  const { out, files } = JSON.parse(stdout)
  expect(out).toBe(path.join(project, 'tensorboard'))
  expect(files.map((file: string) => path.relative(out, path.dirname(file)))).toEqual([
    path.join(path.basename(run), 'train'),
    path.join(path.basename(run), 'validation'),
  ])
  const first = files.map((file: string) => readFileSync(file))
  await terminal(['tensorboard', run])
  expect(files.map((file: string) => readFileSync(file))).toEqual(first)
})

const python = process.env.LAYERLOOM_RIVALS

test.skipIf(!python)(
  "TensorBoard's own reader finds the layers of a run: norms, histograms, dead channels",
  {
    timeout: 240_000,
  },
  async () => {
    const project = writeSmallProject(path.join(folder, 'layers'), { training: { epochs: 3 } })
    expect((await terminal(['train', project])).status).toBe(0)
    const run = onlyRun(project)
    const { stdout } = await terminal(['tensorboard', run, '--json'])
    const [train] = JSON.parse(stdout).files as [string]
    const script = path.resolve(import.meta.dirname, '../formats/live/python/tensorboard_events.py')
    const read = execFileSync(python as string, [script, path.dirname(train)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const { scalars, histograms } = JSON.parse(read) as {
      scalars: Record<string, [step: number, value: number][]>
      histograms: Record<string, [number, number, number, number, number[], number[]][]>
    }
    const rows = readFileSync(path.join(run, 'layers.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => LayersRow.parse(JSON.parse(line)))
    expect(rows.length).toBeGreaterThan(1)
    for (const layer of ['conv1', 'dense']) {
      const looks = rows.map((row) => ({ step: row.step, look: row.layers.find((one) => one.layer === layer) }))
      expect(scalars[`gradient_norm/${layer}`]).toEqual(
        looks.map(({ step, look }) => [step, Math.fround(look?.gradient as number)]),
      )
      expect(scalars[`weight_norm/${layer}`]).toEqual(
        looks.map(({ step, look }) => [step, Math.fround(look?.weight as number)]),
      )
      const found = histograms[`weights/${layer}`] ?? []
      expect(found.map(([step]) => step)).toEqual(rows.map(({ step }) => step))
      for (const [k, [, least, most, number, limits, counts]] of found.entries()) {
        const { from, to, counts: written = [] } = looks[k]?.look?.histogram ?? {}
        expect([least, most]).toEqual([from, to])
        expect(counts).toEqual(written)
        expect(number).toBe(written.reduce((sum, count) => sum + count, 0))
        expect(limits.at(-1)).toBe(to)
      }
    }
    expect(Object.keys(scalars).some((tag) => tag.startsWith('dead_channels/'))).toBe(true)
  },
)
