import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { codeOf, collect, startHost, type TestHost, until } from './testHost'

let studio: TestHost
let project: string
let run: string
beforeAll(async () => {
  studio = await startHost()
  const folder = writeSmallProject(path.join(studio.root, 'trained'), { training: { epochs: 1 } })
  expect((await terminal(['train', folder, '--device', 'cpu'])).status).toBe(0)
  run = path.basename(onlyRun(folder))
  project = (await studio.client.projects.open({ folder })).id
}, 240_000)
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const wish = (out: string, more: object = {}) => ({
  project,
  run,
  checkpoint: 'best' as const,
  format: 'safetensors' as const,
  options: {},
  out,
  overwrite: false,
  ...more,
})

test('an export tells how it goes, ends with its record, and stands in the history', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const out = path.join(root, 'weights.safetensors')
  expect(await client.exports.history({ project, run })).toEqual([])
  const news = await collect(client.exports.start(wish(out)))
  const last = news.at(-1)
  expect(last).toMatchObject({
    working: 'done',
    progress: 1,
    warnings: [],
    record: { path: out, format: 'safetensors' },
  })
  expect(last?.record?.check).toMatchObject({ top1Changed: 0, from: 'test' })
  for (const { progress = 0 } of news) expect(progress).toBeLessThanOrEqual(1)

  // A second one is the newest; who takes its file away is told so.
  const other = path.join(root, 'again.safetensors')
  await collect(client.exports.start(wish(other, { options: { weights: 'float16' }, licence: 'CC0' })))
  rmSync(out)
  const history = await client.exports.history({ project, run })
  expect(history.map(({ record, isThere }) => [record.path, record.options.weights, isThere])).toEqual([
    [other, 'float16', true],
    [out, 'float32', false],
  ])
})

test('what stands there is not replaced, and only what was granted is written to', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const out = path.join(root, 'taken.safetensors')
  writeFileSync(out, 'mine')
  expect(await codeOf(collect(client.exports.start(wish(out))))).toBe('export-exists')
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'layerloom-elsewhere-'))
  const outside = path.join(elsewhere, 'weights.safetensors')
  expect(await codeOf(collect(client.exports.start(wish(outside))))).toBe('outside-roots')
  expect(readdirSync(elsewhere)).toEqual([])
  rmSync(elsewhere, { recursive: true })
  expect(await codeOf(collect(client.exports.start(wish(out, { options: { layout: 'nchw' } }))))).toBe('export-option')
})

test('who leaves ends the export: nothing of it is left', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const isRunning = ({ running }: { running: readonly { task: string }[] }) =>
    running.some(({ task }) => task === 'export')
  const stream = client.exports.start(wish(path.join(root, 'left.keras'), { format: 'keras' }))
  const reading = collect(stream).catch(() => [])
  await until(client.jobs.watch({}), isRunning)
  stream.close()
  await reading
  await until(client.jobs.watch({}), (state) => !isRunning(state))
  expect(readdirSync(root).filter((name) => name.startsWith('left') || name.startsWith('.tmp'))).toEqual([])
})
