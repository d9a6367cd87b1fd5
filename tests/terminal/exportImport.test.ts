import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from './smallProject'
import { terminal } from './terminalProgram'

let folder: string
let run: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-export-'))
  const project = writeSmallProject(path.join(folder, 'project'))
  expect((await terminal(['train', project])).status).toBe(0)
  run = onlyRun(project)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const answer = async (words: readonly string[]) => {
  const { status, stdout, stderr } = await terminal([...words, '--json'])
  return { status, stderr, ...JSON.parse(stdout) }
}
const images = () => path.join(folder, 'project/data/train-images-idx3-ubyte')

describe('a run goes out and comes back', () => {
  test.each([
    ['tfjs', 'out-tfjs', 'out-tfjs'],
    ['keras', 'model.keras', 'model.keras'],
    ['h5', 'model', 'model.h5'],
    ['savedmodel', 'out-savedmodel', 'out-savedmodel'],
    ['onnx', 'model.onnx', 'model.onnx'],
  ])('%s', { timeout: 180_000 }, async (format, out, written) => {
    const place = path.join(folder, out)
    const exported = await answer(['export', run, '--format', format, '--out', place])
    expect(exported).toMatchObject({
      status: 0,
      format,
      path: path.join(folder, written),
      check: { top1Changed: 0, from: 'test' },
    })
    expect(exported.check.images).toBeGreaterThan(10)
    expect(exported.check.maxLogitDifference).toBeLessThanOrEqual(1e-4)
    expect(exported.bytes).toBeGreaterThan(1000)
    const beside = readdirSync(exported.beside)
    expect(beside).toEqual(expect.arrayContaining(['labels.json', 'layerloom.json', 'MODEL_CARD.md', 'export.json']))
    expect(beside.some((name) => /^predict\.(py|js)$/.test(name))).toBe(true)

    const predicted = await answer(['predict', exported.path, images()])
    const own = await answer(['predict', run, images()])
    expect(predicted.status).toBe(0)
    const first = ({ predictions }: { predictions: { top: { class: string }[] }[] }) =>
      predictions.map(({ top }) => top[0]?.class)
    expect(first(predicted)).toEqual(first(own))

    const project = path.join(folder, `from-${format}`)
    const imported = await answer([
      'import',
      exported.path,
      '--out',
      project,
      '--data',
      path.join(folder, 'project/data'),
    ])
    expect(imported).toMatchObject({ status: 0, format, project, inputShape: [12, 12, 1], notUnderstood: [] })
    expect(first(await answer(['predict', imported.run, images()]))).toEqual(first(own))
    // And a training goes on from there.
    if (format !== 'keras') return
    const trained = await terminal(['train', project, '--steps', '2'])
    expect(trained.status).toBe(0)
  })

  test('the run keeps what was made of it', () => {
    const lines = readFileSync(path.join(run, 'exports.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).format)).toEqual(['tfjs', 'keras', 'h5', 'savedmodel', 'onnx'])
  })
})

test('what stands there is not replaced without a word', async () => {
  const again = ['export', run, '--format', 'keras', '--out', path.join(folder, 'model.keras')]
  expect(await answer(again)).toMatchObject({ status: 1, error: { code: 'export-exists' } })
  const replaced = await answer([...again, '--overwrite', '--float16', '--fold-batch-norm', '--licence', 'CC0'])
  expect(replaced).toMatchObject({ status: 0, options: { weights: 'float16', foldBatchNorm: true } })
  expect(readFileSync(path.join(replaced.beside, 'MODEL_CARD.md'), 'utf8')).toContain('| licence | CC0 |')
  expect(readdirSync(folder).filter((name) => name.startsWith('.tmp'))).toEqual([])
})

test('what cannot be done is said before anything is written', async () => {
  const out = path.join(folder, 'never')
  expect(await answer(['export', run, '--format', 'tfjs', '--out', out, '--layout', 'nchw'])).toMatchObject({
    status: 1,
    error: { code: 'export-option' },
  })
  expect(existsSync(out)).toBe(false)
  expect((await terminal(['export', run, '--format', 'xml', '--out', out])).status).toBe(2)
  expect(await answer(['import', images(), '--out', out])).toMatchObject({
    status: 1,
    error: { code: 'model-unknown' },
  })
  expect(
    await answer(['import', path.join(folder, 'model.keras'), '--out', path.join(folder, 'project')]),
  ).toMatchObject({
    status: 1,
    error: { code: 'folder-not-empty' },
  })
})
