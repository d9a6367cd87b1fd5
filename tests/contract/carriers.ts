import { MessageChannel } from 'node:worker_threads'
import { startWebServer } from '../../main/shells/web/webServer'
import { directPorts } from '../../shared/contract/studio/core/directPorts'
import { decodeFrame, encodeFrame } from '../../shared/contract/studio/core/frame'
import { createInbox } from '../../shared/contract/studio/core/inbox'
import type { StudioPort } from '../../shared/contract/studio/core/port'
import { letIn, openSocket } from '../web/serveProcess'
import { socketPort } from '../web/socketPort'

/** What can stand between a window and the studio. `open` gives both ends; every one is closed by `close`. */
export interface Carrier {
  readonly name: string
  open(): Promise<{ readonly window: StudioPort; readonly studio: StudioPort; close(): Promise<void> }>
}

const nothingElse = async () => undefined

const direct: Carrier = {
  name: 'direct',
  open: async () => {
    const [window, studio] = directPorts()
    return { window, studio, close: nothingElse }
  },
}

/** Each message through the frames that a WebSocket carries. */
const frames: Carrier = {
  name: 'frames',
  open: async () => {
    const [window, studio] = directPorts()
    const framed = (port: StudioPort): StudioPort => ({
      post: (message) => port.post({ frame: encodeFrame(message) }),
      onMessage: (listener) =>
        port.onMessage((message) => listener(decodeFrame((message as { frame: string | Uint8Array }).frame))),
      onClose: port.onClose,
      close: port.close,
    })
    return { window: framed(window), studio: framed(studio), close: nothingElse }
  },
}

/** Structured clone, as Electron's message ports do it. */
const messageChannel: Carrier = {
  name: 'message channel',
  open: async () => {
    const { port1, port2 } = new MessageChannel()
    const portOf = (end: typeof port1): StudioPort => {
      const inbox = createInbox()
      end.on('message', (message) => inbox.deliver(message))
      end.on('close', () => inbox.close())
      return {
        post: (message) => end.postMessage(message),
        onMessage: inbox.onMessage,
        onClose: inbox.onClose,
        close: () => {
          inbox.close()
          end.close()
        },
      }
    }
    return { window: portOf(port1), studio: portOf(port2), close: nothingElse }
  },
}

/** A real socket to a real web server in this process. */
const webSocket: Carrier = {
  name: 'WebSocket',
  open: async () => {
    let cameIn = (_port: StudioPort) => {}
    const studio = new Promise<StudioPort>((resolve) => {
      cameIn = resolve
    })
    const server = await startWebServer({
      port: 0,
      tunnels: [],
      files: async () => ({ status: 404, headers: {}, body: Buffer.alloc(0) }),
      onWindow: cameIn,
      onBug: (error) => {
        throw error
      },
    })
    const socket = await openSocket(server.address, await letIn(server.launchLink()))
    return { window: socketPort(socket), studio: await studio, close: server.close }
  },
}

export const carriers: readonly Carrier[] = [direct, frames, messageChannel, webSocket]
