import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../shared/problem'
import { writeSmallProject } from '../terminal/smallProject'
import { collect, program, start } from '../terminal/terminalProgram'
import { letIn, openWindow, temporaryFolder } from '../web/serveProcess'
import { codeOf, startHost, type TestHost, until } from './testHost'

let studio: TestHost
beforeAll(async () => {
  studio = await startHost()
})
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const folderFor = (name: string) => writeSmallProject(path.join(studio.root, name))
const problemOf = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown) => thrown)
  if (!(error instanceof Problem)) throw new Error(`no Problem: ${error}`)
  return error.details
}

test('what is saved is on the disk, undo and redo walk the journal, and all windows stay in step', async () => {
  const { client, another } = studio
  const folder = folderFor('edited')
  const file = path.join(folder, 'project.json')
  const opened = await client.projects.open({ folder })
  const other = another()
  const theirs = await other.projects.open({ folder })
  expect(theirs.id).toBe(opened.id)
  const seen: string[] = []
  const watching = (async () => {
    for await (const { project } of other.projects.watch({ id: opened.id })) {
      seen.push(project.name)
      if (project.name === 'end') return
    }
  })()
  const save = (state: typeof opened, name: string) =>
    client.projects.save({ id: state.id, revision: state.revision, project: { ...state.project, name } })
  let state = await save(opened, 'one')
  state = await save(state, 'two')
  expect(JSON.parse(readFileSync(file, 'utf8')).name).toBe('two')
  expect(await codeOf(save(opened, 'late'))).toBe('revision-old')
  state = await client.projects.undo({ id: state.id })
  expect([state.project.name, state.canUndo, state.canRedo]).toEqual(['one', true, true])
  state = await other.projects.redo({ id: state.id })
  expect([state.project.name, state.canRedo]).toEqual(['two', false])
  expect(await codeOf(client.projects.redo({ id: state.id }))).toBe('nothing-to-redo')
  await client.projects.undo({ id: state.id })
  state = await client.projects.undo({ id: state.id })
  expect([state.project.name, state.canUndo]).toEqual(['quarters', false])
  // A change behind an undo: what lay ahead is given up.
  state = await save(state, 'end')
  expect(state.canRedo).toBe(false)
  await watching
  expect(seen[0]).toBe('quarters')
  expect(seen.at(-1)).toBe('end')

  // The journal is there after the studio was closed.
  await client.projects.close({ id: state.id })
  const again = await client.projects.open({ folder })
  expect(again.canUndo).toBe(true)
  expect((await client.projects.undo({ id: again.id })).project.name).toBe('quarters')
})

test('a change that goes on with the last one is one step of undo with it, but not behind an undo', async () => {
  const { client } = studio
  let state = await client.projects.open({ folder: folderFor('drawn') })
  const save = async (name: string, continues: boolean) => {
    const { id, revision, project } = state
    state = await client.projects.save({ id, revision, continues, project: { ...project, name } })
  }
  await save('0.1', false)
  await save('0.2', true)
  await save('0.3', true)
  state = await client.projects.undo({ id: state.id })
  expect([state.project.name, state.canUndo]).toEqual(['quarters', false])
  state = await client.projects.redo({ id: state.id })
  expect([state.project.name, state.canRedo]).toEqual(['0.3', false])
  // Somebody stepped back and forth: what follows is a change of its own.
  await save('0.4', true)
  state = await client.projects.undo({ id: state.id })
  expect(state.project.name).toBe('0.3')
})

test('a glance tells of a project without opening it, and a place for a new one is free', async () => {
  const { client, root } = studio
  const folder = folderFor('glanced')
  const glance = await client.projects.glance({ folder })
  expect(glance).toMatchObject({ runs: 0, source: expect.any(String) })
  expect(glance.layers[0]).toBe('input')
  expect(glance.newest).toBeUndefined()
  expect(existsSync(path.join(folder, '.layerloom'))).toBe(false)
  expect(await codeOf(client.projects.glance({ folder: '/' }))).toBe('outside-roots')
  const suggested = await client.folders.suggest({ name: '../tide pool' })
  expect(suggested.folder).toBe(path.join(root, 'Layerloom', 'tide pool'))
  expect(existsSync(suggested.folder)).toBe(false)
})

test('what somebody else wrote into project.json is kept in the journal, not written over', async () => {
  const { client } = studio
  const folder = folderFor('foreign')
  const file = path.join(folder, 'project.json')
  const opened = await client.projects.open({ folder })
  const theirs = { ...JSON.parse(readFileSync(file, 'utf8')), name: 'by hand' }
  writeFileSync(file, JSON.stringify(theirs))
  const project = { ...opened.project, name: 'by us' }
  const saved = await client.projects.save({ id: opened.id, revision: opened.revision, project })
  expect(saved.project.name).toBe('by us')
  expect((await client.projects.undo({ id: saved.id })).project.name).toBe('by hand')
})

test('a broken project.json is told with its place, and the last good copy is put back', async () => {
  const { client } = studio
  const folder = folderFor('broken')
  const file = path.join(folder, 'project.json')
  const opened = await client.projects.open({ folder })
  const project = { ...opened.project, name: 'good' }
  await client.projects.save({ id: opened.id, revision: opened.revision, project })
  await client.projects.close({ id: opened.id })
  const broken = readFileSync(file, 'utf8').replace('"epochs": 2', '"epochs": 2.5')
  writeFileSync(file, broken)
  const problem = await problemOf(client.projects.open({ folder }))
  expect(problem.code).toBe('record-invalid')
  expect(problem.place).toContain('project.json, /training/epochs')
  writeFileSync(file, '{ "format": ')
  expect((await problemOf(client.projects.open({ folder }))).place).toContain('project.json:1:')

  const copies = await client.projects.goodCopies({ folder })
  expect(copies.map(({ name }) => name)).toEqual(['good', 'quarters'])
  const restored = await client.projects.restore({ folder, revision: copies[0]?.revision as number })
  expect(restored.project.name).toBe('good')
  const kept = readdirSync(folder).filter((name) => name.startsWith('project.json.broken'))
  expect(kept.map((name) => readFileSync(path.join(folder, name), 'utf8'))).toEqual(['{ "format": '])
})

test('a project of a newer version is told, and nothing is changed', async () => {
  const folder = writeSmallProject(path.join(studio.root, 'newer'), { version: 99 })
  const before = readFileSync(path.join(folder, 'project.json'), 'utf8')
  const problem = await problemOf(studio.client.projects.open({ folder }))
  expect(problem).toMatchObject({ code: 'record-newer', remedy: 'update Layerloom' })
  expect(problem.message).toContain('version 99')
  expect(readFileSync(path.join(folder, 'project.json'), 'utf8')).toBe(before)
  expect(existsSync(path.join(folder, '.layerloom'))).toBe(false)
})

test('a second studio is told who has the project; when that one is killed, the way is free', async () => {
  const folder = folderFor('shared')
  const other = start([
    'serve',
    '--json',
    '--root',
    studio.root,
    '--workspace',
    path.join(studio.root, 'their-workspace'),
  ])
  const output = collect(other)
  const ended = new Promise((resolve) => other.once('close', resolve))
  while (!output.stdout.includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20))
  const { url } = JSON.parse(output.stdout.split('\n')[0] as string) as { url: string }
  const { client: theirs } = await openWindow(new URL(url).origin, await letIn(url))
  await theirs.projects.open({ folder })
  const problem = await problemOf(studio.client.projects.open({ folder }))
  expect(problem.code).toBe('locked')
  expect(problem.message).toContain(`the project shared is being written by process ${other.pid}`)
  other.kill('SIGKILL')
  await ended
  expect((await studio.client.projects.open({ folder })).project.name).toBe('quarters')
})

test.skipIf(process.getuid?.() !== 0)('a folder without write permission is told, nothing is lost', async () => {
  // As `nobody`, for root may write everywhere.
  const folder = folderFor('read-only')
  const bundle = temporaryFolder('program')
  for (const open of [studio.root, folder, bundle]) chmodSync(open, 0o755)
  // The checkout may lie where only root may look.
  cpSync(path.dirname(path.dirname(program)), bundle, { recursive: true })
  const copy = path.join(bundle, path.basename(path.dirname(program)), path.basename(program))
  const before = readdirSync(folder)
  const refused = asNobody(copy, path.join(folder, 'workspace'))
  await refused.ended
  expect(refused.output.stdout).toContain('"code":"not-allowed"')
  expect(refused.output.stdout).toContain('cannot write the workspace: permission is missing')

  const workspace = temporaryFolder('nobody')
  chownSync(workspace, 65534, 65534)
  const { child, output, ended } = asNobody(copy, workspace)
  while (!output.stdout.includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20))
  const { url } = JSON.parse(output.stdout) as { url: string }
  const { client } = await openWindow(new URL(url).origin, await letIn(url))
  const problem = await problemOf(client.projects.open({ folder }))
  expect(problem.message).toBe('cannot write the project: permission is missing')
  expect(problem.remedy).toBe('give yourself the right or use another folder')
  child.kill()
  await ended
  expect(readdirSync(folder)).toEqual(before)
})

function asNobody(bundle: string, workspace: string) {
  const words = [bundle, 'serve', '--json', '--root', studio.root, '--workspace', workspace]
  const child = spawn(process.execPath, words, { uid: 65534, gid: 65534, stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, output: collect(child), ended: new Promise((resolve) => child.once('close', resolve)) }
}

test('recent projects are remembered, those that are gone are marked, and one can be forgotten', async () => {
  const { client } = studio
  const folder = folderFor('recent')
  const { id } = await client.projects.open({ folder })
  await client.projects.close({ id })
  expect((await client.projects.recent({}))[0]).toMatchObject({ folder, name: 'quarters', isThere: true })
  rmSync(folder, { recursive: true })
  expect((await client.projects.recent({}))[0]).toMatchObject({ folder, isThere: false })
  await client.projects.forget({ folder })
  expect((await client.projects.recent({})).map((project) => project.folder)).not.toContain(folder)
})

test('a new project is made for its data and opened', async () => {
  const { client } = studio
  const folder = path.join(studio.root, 'made')
  const made = await client.projects.create({ folder, network: 'lenet-5', data: 'sample:shapes', name: 'Made' })
  expect(made.project.name).toBe('Made')
  expect(existsSync(path.join(folder, 'project.json'))).toBe(true)
  expect(await codeOf(client.projects.create({ folder, network: 'lenet-5', data: 'sample:shapes' }))).toBe(
    'project-exists',
  )
  expect(
    await codeOf(client.projects.create({ folder: `${folder}-2`, network: 'lenet-6', data: 'sample:shapes' })),
  ).toBe('unknown-network')
  const jobs = await until(client.jobs.watch({}), () => true)
  expect(jobs.ended.map(({ task, problem }) => [task, problem?.code])).toEqual([
    ['new-project', 'unknown-network'],
    ['new-project', 'project-exists'],
    ['new-project', undefined],
  ])
})

test('settings are remembered; a broken file is set aside with a word, and defaults hold', async () => {
  const first = await startHost()
  await first.client.settings.change({ theme: 'dark', runsAtOnce: 2 })
  await first.host.close()
  const { workspace } = first
  const second = await startHost({ workspace })
  expect((await second.client.settings.read({})).values).toMatchObject({
    theme: 'dark',
    runsAtOnce: 2,
    language: 'system',
  })
  expect(await codeOf(second.client.settings.change({ runsAtOnce: 0 } as never))).toBe('bad-input')
  // One host a workspace.
  const refused = await startHost({ workspace }).catch((error) => error)
  expect(refused.details).toMatchObject({ code: 'locked' })
  expect(refused.details.message).toContain(`process ${process.pid}`)
  await second.host.close()
  writeFileSync(path.join(workspace, 'settings.json'), '{')
  mkdirSync(path.join(workspace, 'x'))
  const third = await startHost({ workspace })
  const { values, problem } = await third.client.settings.read({})
  expect(values.theme).toBe('system')
  expect(problem?.code).toBe('record-not-json')
  expect(readFileSync(path.join(workspace, 'settings.json.broken-1'), 'utf8')).toBe('{')
  expect((await third.client.settings.change({ theme: 'light' })).problem).toBeUndefined()
  await third.host.close()
})
