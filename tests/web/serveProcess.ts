import type { ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WebSocket } from 'ws'
import { connect } from '../../shared/contract/studio/core/connect'
import { type StudioClient, studioServices } from '../../shared/contract/studio/index'
import { collect, jsonLines, start } from '../terminal/terminalProgram'
import { socketPort } from './socketPort'

/** A server as a person starts it: the bundled program, in a process of its own. */
export interface ServeProcess {
  readonly child: ChildProcess
  readonly pid: number
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  /** Good once. */
  readonly url: string
  readonly root: string
  readonly workspace: string
  readonly output: { stdout: string; stderr: string }
  /** From its start to the line that says where it listens, in milliseconds. */
  readonly listeningMs: number
  /** Its status, when it ends by itself. */
  readonly ended: Promise<number | null>
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export const temporaryFolder = (name: string): string => mkdtempSync(path.join(tmpdir(), `layerloom-${name}-`))

export async function startServe(
  options: { root?: string; workspace?: string; words?: readonly string[]; bundle?: string } = {},
): Promise<ServeProcess> {
  const root = options.root ?? temporaryFolder('root')
  const workspace = options.workspace ?? temporaryFolder('workspace')
  const begin = performance.now()
  const child = start(['serve', '--json', '--root', root, '--workspace', workspace, ...(options.words ?? [])], {
    bundle: options.bundle,
  })
  const output = collect(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const line = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [first] = jsonLines(output.stdout)
      if (first) resolve(first)
    })
    void ended.then((status) => reject(new Error(`serve ended with ${status}: ${output.stdout}${output.stderr}`)))
  })
  const { event, url } = await line
  if (event !== 'listening' || typeof url !== 'string') throw new Error(output.stdout)
  const listeningMs = performance.now() - begin
  const { port, origin } = new URL(url)
  return {
    child,
    pid: child.pid as number,
    port: Number(port),
    address: origin,
    url,
    root,
    workspace,
    output,
    listeningMs,
    ended,
    end(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request as a program sends it: no header but those that are given. */
export function ask(address: string, options: RequestOptions & { body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { ...options, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part) => {
        body += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' })
    })
    asked.end(options.body)
  })
}

/** What the server says to bytes that no library would send. */
export function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => {
      answer += part
      // An upgrade that was let through stays open.
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

/** Opens a launch link as a browser does, and gives the cookie. */
export async function letIn(url: string): Promise<string> {
  const { status, headers } = await ask(url)
  const cookie = headers['set-cookie']?.[0]?.split(';')[0]
  if (status !== 303 || !cookie) throw new Error(`not let in: ${status}`)
  return cookie
}

export async function ticketFor(address: string, cookie: string): Promise<string> {
  const headers = { cookie, origin: address, 'content-type': 'application/json' }
  const { status, body } = await ask(`${address}/ticket`, { method: 'POST', headers })
  if (status !== 200) throw new Error(`no ticket: ${status} ${body}`)
  return (JSON.parse(body) as { ticket: string }).ticket
}

/** A socket as a page of ours opens it. */
export async function openSocket(address: string, cookie: string): Promise<WebSocket> {
  const ticket = await ticketFor(address, cookie)
  const socket = new WebSocket(`${address.replace('http', 'ws')}/studio`, ['layerloom', ticket], {
    headers: { cookie },
    origin: address,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

/** A window without a page. */
export async function openWindow(
  address: string,
  cookie: string,
): Promise<{ client: StudioClient; socket: WebSocket }> {
  const socket = await openSocket(address, cookie)
  const { client, ready } = connect(socketPort(socket), studioServices)
  await ready
  return { client, socket }
}
