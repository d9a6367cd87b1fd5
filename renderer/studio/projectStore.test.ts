import { expect, test, vi } from 'vitest'
import type { StudioClient } from '../../shared/contract/studio'
import { Problem } from '../../shared/problem'
import type { Project } from '../../shared/records/project'
import { ProjectStore } from './projectStore'

/** Two windows' worth of a studio: what it must do with revisions, in a few lines. The real one is met in tests/studio and tests/window. */
function studioOf(name: string) {
  let state = { id: 'p0', folder: '/p', project: { name } as Project, revision: 1, canUndo: false, canRedo: false }
  const saves: { name: string; continues: boolean | undefined }[] = []
  const listeners = new Set<() => void>()
  const stand = (project: Project) => {
    state = { ...state, project, revision: state.revision + 1, canUndo: true }
    for (const listener of listeners) listener()
    return state
  }
  const client = {
    projects: {
      open: async () => state,
      save: async ({ revision, project, continues }: { revision: number; project: Project; continues?: boolean }) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (revision !== state.revision) throw new Problem({ code: 'revision-old', message: 'old' })
        if (project.name === 'refused') throw new Problem({ code: 'invalid', message: 'no such name' })
        saves.push({ name: project.name, continues })
        return stand(project)
      },
      undo: async () => stand({ name } as Project),
      redo: async () => {
        throw new Problem({ code: 'nothing-to-redo', message: 'nothing' })
      },
      watch: () => {
        let isOpen = true
        let wake = () => undefined as undefined
        const listener = () => wake()
        listeners.add(listener)
        return {
          close: () => {
            isOpen = false
            listeners.delete(listener)
            wake()
          },
          async *[Symbol.asyncIterator]() {
            while (isOpen) {
              yield state
              await new Promise<void>((resolve) => {
                wake = () => void resolve()
              })
            }
          },
        }
      },
    },
  } as unknown as StudioClient
  return { client, saves, byAnother: (other: string) => stand({ name: other } as Project), state: () => state }
}

const rename = (to: (name: string) => string) => (project: Project) => ({ ...project, name: to(project.name) })
const opened = async (client: StudioClient) => {
  const store = new ProjectStore('/p')
  const leave = store.follow(client)
  await vi.waitFor(() => expect(store.shown.getState().project).toBeDefined())
  return { store, leave, name: () => store.shown.getState().project?.name }
}

test('an edit is shown before it is saved, and quick edits of one label are one save and one step', async () => {
  const { client, saves } = studioOf('')
  const { store, name } = await opened(client)
  for (const letter of 'abcde')
    store.edit(
      rename((before) => before + letter),
      'letters',
    )
  expect(name()).toBe('abcde')
  expect(store.shown.getState().isSaving).toBe(true)
  await store.flush()
  expect(store.shown.getState().isSaving).toBe(false)
  store.edit(
    rename((before) => `${before}f`),
    'letters',
  )
  await store.flush()
  store.edit(
    rename((before) => `${before}!`),
    'sign',
  )
  await store.flush()
  expect(saves.at(-1)).toEqual({ name: 'abcdef!', continues: false })
  expect(saves.slice(1, -1).every(({ continues }) => continues)).toBe(true)
  expect(saves[0]?.continues).toBe(false)
})

test('an edit that another window was faster than is made again on its state', async () => {
  const { client, byAnother, state } = studioOf('net')
  const { store, name } = await opened(client)
  store.edit(
    rename((before) => `${before} mine`),
    'mine',
  )
  byAnother('theirs')
  await store.flush()
  expect(state().project.name).toBe('theirs mine')
  expect(name()).toBe('theirs mine')
})

test('what another window saves is shown here', async () => {
  const { client, byAnother } = studioOf('net')
  const { name } = await opened(client)
  byAnother('theirs')
  await vi.waitFor(() => expect(name()).toBe('theirs'))
})

test('what is refused is taken back and said', async () => {
  const { client } = studioOf('net')
  const { store, name } = await opened(client)
  store.edit(
    rename(() => 'refused'),
    'name',
  )
  expect(name()).toBe('refused')
  await store.flush()
  expect(name()).toBe('net')
  expect(store.shown.getState().problem?.message).toBe('no such name')
  store.edit(
    rename(() => 'better'),
    'name',
  )
  await store.flush()
  expect(store.shown.getState()).toMatchObject({ problem: undefined, isSaving: false })
})

test('edits made while the studio is gone are saved when it is back, on what it has then', async () => {
  const first = studioOf('net')
  const { store, leave, name } = await opened(first.client)
  const gone = new Problem({ code: 'disconnected', message: 'gone' })
  Object.assign(first.client.projects, { save: () => Promise.reject(gone) })
  leave()
  store.edit(
    rename((before) => `${before} edited`),
    'name',
  )
  await store.flush()
  expect(name()).toBe('net edited')
  expect(store.shown.getState().isSaving).toBe(true)
  const second = studioOf('net 2')
  store.follow(second.client)
  await vi.waitFor(() => expect(second.state().project.name).toBe('net 2 edited'))
})

test('undo comes behind what is still being saved; once too often is no problem', async () => {
  const { client, saves } = studioOf('net')
  const { store, name } = await opened(client)
  store.edit(
    rename(() => 'other'),
    'name',
  )
  await store.undo()
  expect(saves.map((save) => save.name)).toEqual(['other'])
  expect(name()).toBe('net')
  await store.redo()
  expect(store.shown.getState().problem).toBeUndefined()
})

test('an edit that changes nothing saves nothing', async () => {
  const { client, saves } = studioOf('net')
  const { store } = await opened(client)
  store.edit((project) => project, 'nothing')
  await store.flush()
  expect(saves).toEqual([])
})
