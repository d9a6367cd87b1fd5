import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import { z } from 'zod'
import { Problem } from '../../../shared/problem'
import { createHost, type StudioHost } from '../../studio/host/createHost'
import { readServerFile, removeServerFile, writeServerFile } from '../../studio/host/serverFile'
import type { Studio } from '../../studio/studio'
import { openWindowFiles } from '../window/windowFiles'
import { startWebServer, type WebServer } from './webServer'

export interface ServeOptions {
  readonly studio: Studio
  /** Of the window: `out/renderer`. */
  readonly windowFolder: string
  readonly workspace: string
  readonly roots: readonly string[]
  readonly port: number
  readonly tunnels: readonly number[]
  onBug(error: unknown, where: string): void
}

/** A studio that is served: by this process, or by another one that had the workspace already. */
export type Served =
  | {
      readonly kind: 'ours'
      readonly url: string
      readonly server: WebServer
      readonly host: StudioHost
      close(): Promise<void>
    }
  | { readonly kind: 'attached'; readonly url: string; readonly process: number }

/** Serves the studio to this machine's browsers. One server a workspace: a second start gets a new link to the first. */
export async function serveStudio(options: ServeOptions): Promise<Served> {
  const { studio, workspace, roots, port, tunnels, onBug } = options
  let host: StudioHost
  try {
    host = await createHost({ studio, workspace, shell: 'web', roots, areRecentGranted: false, onBug })
  } catch (error) {
    const running = isLocked(error) ? await linkOfRunning(workspace) : undefined
    if (running) return running
    throw error
  }
  try {
    const server = await startWebServer({
      port,
      tunnels,
      files: await openWindowFiles(options.windowFolder),
      onWindow: host.serve,
      onBug: (error) => onBug(error, 'the web server'),
    })
    await writeServerFile(workspace, server)
    const close = async () => {
      await server.close()
      await removeServerFile(workspace)
      await host.close()
    }
    return { kind: 'ours', url: server.launchLink(), server, host, close }
  } catch (error) {
    await host.close()
    throw error
  }
}

const isLocked = (error: unknown): boolean => error instanceof Problem && error.details.code === 'locked'

/** A new link, from the server that has the workspace; `undefined` if none answers: it may be the desktop's. */
async function linkOfRunning(workspace: string): Promise<Served | undefined> {
  const file = await readServerFile(workspace)
  if (!file) return undefined
  const text = await postWithBearer(`${file.address}/launch-link`, file.bearer)
  const answer = text === undefined ? undefined : LaunchLink.safeParse(JSON.parse(text))
  return answer?.success ? { kind: 'attached', url: answer.data.url, process: file.process } : undefined
}

const LaunchLink = z.strictObject({ url: z.string() })

function postWithBearer(address: string, bearer: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    const asked = request(address, { method: 'POST', headers, timeout: 2000 }, (response) => {
      if (response.statusCode === 200) void textOf(response).then(resolve)
      else {
        response.resume()
        resolve(undefined)
      }
    })
    // Nobody listens there any more: the file was left by one that was killed.
    asked.on('error', () => resolve(undefined))
    asked.on('timeout', () => asked.destroy())
    asked.end()
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  return text
}
