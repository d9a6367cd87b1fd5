import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHost, type StudioHost } from '../../main/studio/host/createHost'
import type { Studio } from '../../main/studio/studio'
import { connect } from '../../shared/contract/studio/core/connect'
import { directPorts } from '../../shared/contract/studio/core/directPorts'
import { type StudioClient, studioServices } from '../../shared/contract/studio/index'
import { Problem } from '../../shared/problem'
import { studio } from '../reliability/jobStudio'

export interface TestHost {
  readonly host: StudioHost
  readonly client: StudioClient
  /** A folder that windows may use. */
  readonly root: string
  readonly workspace: string
  readonly bugs: unknown[]
  /** One more window. */
  another(): StudioClient
}

/** A host in the test's own process, whose jobs are real, and a window on it. */
export async function startHost(
  options: { root?: string; workspace?: string; studio?: Studio } = {},
): Promise<TestHost> {
  const root = options.root ?? mkdtempSync(path.join(tmpdir(), 'layerloom-root-'))
  const workspace = options.workspace ?? mkdtempSync(path.join(tmpdir(), 'layerloom-workspace-'))
  const bugs: unknown[] = []
  const host = await createHost({
    studio: options.studio ?? studio,
    workspace,
    shell: 'terminal',
    roots: [root],
    areRecentGranted: false,
    onBug: (error) => void bugs.push(error),
  })
  const another = () => {
    const [window, end] = directPorts()
    host.serve(end)
    return connect(window, studioServices).client
  }
  return { host, client: another(), root, workspace, bugs, another }
}

/** The code of the Problem that a call fails with. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no problem',
    (error) => (error instanceof Problem ? error.details.code : `not a Problem: ${error}`),
  )

/** All that a stream gives until it ends. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of stream) all.push(item)
  return all
}

/** The first item that fits. */
export async function until<T>(stream: AsyncIterable<T>, fits: (item: T) => boolean): Promise<T> {
  for await (const item of stream) if (fits(item)) return item
  throw new Error('the stream ended first')
}
