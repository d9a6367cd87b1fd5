import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, collect, startHost, type TestHost, until } from './testHost'

let studio: TestHost
let file: string
beforeAll(async () => {
  studio = await startHost()
  file = path.join(studio.root, 'theirs.keras')
  cpSync(path.join(__dirname, '../formats/goldens/functional.keras'), file)
})
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

test('a Keras file becomes a project that opens, with what was left aside said', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const out = path.join(root, 'imported')
  const news = await collect(client.imports.start({ file, out, name: 'theirs' }))
  const last = news.at(-1)
  expect(last).toMatchObject({ working: 'done', progress: 1, result: { format: 'keras', project: out } })
  expect(last?.warnings.map(({ code }) => code)).toContain('keras-left-out')
  const { project, id } = await client.projects.open({ folder: out })
  expect(project.name).toBe('theirs')
  expect(project.network.layers.map(({ id: layer }) => layer)).toContain('the_picture')
  const runs = await client.runs.list({ project: id })
  expect(runs.map(({ run }) => run)).toEqual(['imported'])
})

test('what cannot be imported is told by its code, and no folder stands there', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const out = path.join(root, 'nothing')
  const start = (more: object) => codeOf(collect(client.imports.start({ file, out, ...more })))
  const pickle = path.join(root, 'weights.pt')
  writeFileSync(pickle, Uint8Array.of(0x80, 0x02, 0x63))
  expect(await start({ file: pickle })).toMatch(/pickle/)
  expect(await start({ file: path.join(root, 'missing.keras') })).not.toBe('no problem')
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'layerloom-elsewhere-'))
  expect(await start({ out: path.join(elsewhere, 'project') })).toBe('outside-roots')
  expect(await start({ data: elsewhere })).toBe('outside-roots')
  cpSync(file, path.join(elsewhere, 'theirs.keras'))
  expect(await start({ file: path.join(elsewhere, 'theirs.keras') })).toBe('outside-roots')
  expect(readdirSync(elsewhere)).toEqual(['theirs.keras'])
  rmSync(elsewhere, { recursive: true })
  expect(existsSync(out)).toBe(false)
})

test('who leaves ends the import: nothing of it is left', { timeout: 240_000 }, async () => {
  const { client, root } = studio
  const isRunning = ({ running }: { running: readonly { task: string }[] }) =>
    running.some(({ task }) => task === 'import')
  const stream = client.imports.start({ file, out: path.join(root, 'left') })
  const reading = collect(stream).catch(() => [])
  await until(client.jobs.watch({}), isRunning)
  stream.close()
  await reading
  await until(client.jobs.watch({}), (state) => !isRunning(state))
  expect(readdirSync(root).filter((name) => name.startsWith('left') || name.startsWith('.tmp'))).toEqual([])
})
