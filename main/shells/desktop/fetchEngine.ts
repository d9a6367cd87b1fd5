import { readFileSync } from 'node:fs'
import path from 'node:path'
import { app, utilityProcess } from 'electron'
import { z } from 'zod'
import type { JobEvent } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { StudioHost } from '../../studio/host/createHost'
import { broughtAlong, isComplete, partsList } from './packagedEngine'

/** What the process posts: how far it is, and how it ended. See scripts/engine/fetchForApp.mjs. */
const Message = z.union([
  z.strictObject({ done: z.literal(true) }),
  z.strictObject({ problem: z.string() }),
  z.strictObject({ what: z.string(), done: z.number().optional(), total: z.number().optional() }),
])

/** Gets TensorFlow for a packaged program that came without it, in the sight of every window. A failure is told there; the next start tries again. */
export async function fetchEngineIfMissing({ board }: StudioHost, cache: string, fetched: string): Promise<void> {
  if (!app.isPackaged || isComplete(broughtAlong()) || isComplete(fetched)) return
  const title = { task: 'set-up', subject: 'TensorFlow' }
  await board
    .work(title, new AbortController().signal, ({ onEvent, signal }) => fetchEngine(cache, fetched, signal, onEvent))
    .catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
}

function fetchEngine(
  cache: string,
  fetched: string,
  signal: AbortSignal,
  onEvent?: (event: JobEvent) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const words = [cache, path.join(broughtAlong(), 'tfjs_binding.node'), path.dirname(fetched)]
    const child = utilityProcess.fork(path.join(__dirname, 'fetchEngine.cjs'), words, { serviceName: 'set-up' })
    const end = (settle: () => void) => {
      settle()
      child.kill()
    }
    signal.addEventListener('abort', () => end(() => reject(notFetched('it was cancelled'))))
    child.on('message', (raw: unknown) => {
      const message = Message.parse(raw)
      if ('what' in message) onEvent?.({ event: 'working', ...message } as JobEvent)
      else if ('done' in message) end(resolve)
      else end(() => reject(notFetched(message.problem)))
    })
    child.on('exit', (code) => reject(notFetched(`its process ended (${code})`)))
  })
}

/** Where the libraries go: a folder of that package's parts, so that versions do not disturb each other. */
export function fetchedFolder(cache: string): string {
  if (!app.isPackaged) return ''
  const { files } = z
    .object({ files: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(partsList(), 'utf8')))
  const name = Object.values(files).map((sha256) => sha256.slice(0, 6))
  return path.join(cache, 'engine', `app-${name.join('')}`, 'tensorflow')
}

const notFetched = (why: string): Problem =>
  new Problem({
    code: 'engine-not-fetched',
    message: `TensorFlow could not be fetched: ${why}`,
    remedy: 'start Layerloom again; what was complete is kept',
  })
