import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { StudioPort } from '../../../shared/contract/studio/core/port'
import { Problem } from '../../../shared/problem'
import type { WindowFile } from '../window/windowFiles'
import { addressesOf } from './addresses'
import { answerText } from './answers'
import { Gate, type Refusal } from './gate'
import { answerRequest } from './routes'
import { type SocketLimits, socketLimits, webSocketPort } from './webSocketPort'

/** Windows that may be open at once. */
const mostWindows = 100

export interface WebServerOptions {
  /** 0: one that is free. */
  readonly port: number
  /** At which ports of loopback tunnels to here begin. */
  readonly tunnels: readonly number[]
  files(pathname: string): Promise<WindowFile>
  /** A window came. */
  onWindow(port: StudioPort): void
  onBug(error: unknown): void
  readonly limits?: SocketLimits
}

export interface WebServer {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  readonly bearer: string
  launchLink(): string
  close(): Promise<void>
}

/** The word that a window's socket speaks; behind it stands the ticket. */
export const subprotocol = 'layerloom'

/** Serves the window on 127.0.0.1 and nowhere else. Throws `port-in-use`. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { limits = socketLimits, onBug, onWindow } = options
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 })
  const port = await listen(server, options.port)
  const gate = new Gate(addressesOf([port, ...options.tunnels]), port)
  const address = `http://127.0.0.1:${port}`
  const launchLink = () => `${address}/launch?token=${gate.newLaunch()}`
  const routes = { gate, files: options.files, launchLink }
  server.on('request', (request, response) => {
    answerRequest(routes, request, response).catch((error) => {
      onBug(error)
      if (!response.headersSent) answerText(response, 500, 'a fault in Layerloom itself')
    })
  })

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    // Messages are small, or pictures already; compression would be one more thing to bound.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = mayUpgrade(gate, request, sockets.clients)
    socket.on('error', () => undefined)
    if (refusal) refuse(socket, refusal)
    else sockets.handleUpgrade(request, socket, head, (opened) => onWindow(webSocketPort(opened, limits)))
  })

  return {
    port,
    address,
    bearer: gate.bearer,
    launchLink,
    async close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      server.closeAllConnections?.()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(portProblem('port-in-use', `port ${port} is in use by another program`))
      else if (error.code === 'EACCES') reject(portProblem('port-not-allowed', `port ${port} is not yours to use`))
      else reject(error)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve((server.address() as AddressInfo).port))
  })
}

/** The same rules as for every request, and a ticket that a page of ours has just asked for. */
function mayUpgrade(gate: Gate, request: IncomingMessage, clients: ReadonlySet<WebSocket>): Refusal | undefined {
  const refusal = gate.whence(request) ?? gate.who(request)
  if (refusal) return refusal
  if (request.url !== '/studio') return { status: 400, why: 'there is nothing here' }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim())
  if (!gate.hasBearer(request) && !gate.spendTicket(offered.find((word) => word !== subprotocol)))
    return { status: 401, why: 'no ticket' }
  if (clients.size >= mostWindows) return { status: 403, why: 'too many windows' }
  return undefined
}

function refuse(socket: Duplex, { status, why }: Refusal): void {
  const words = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' }[status]
  const body = `${why}\n`
  socket.end(
    `HTTP/1.1 ${status} ${words}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

const portProblem = (code: string, message: string): Problem =>
  new Problem({ code, message, remedy: 'choose another one with "--port", or leave it out for one that is free' })
