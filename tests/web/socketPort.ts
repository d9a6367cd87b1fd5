import type { WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from '../../shared/contract/studio/core/frame'
import { createInbox } from '../../shared/contract/studio/core/inbox'
import type { StudioPort } from '../../shared/contract/studio/core/port'

/** A window's port on Node's WebSocket; pages have `renderer/studio/webPort.ts` on the browser's. */
export function socketPort(socket: WebSocket): StudioPort {
  const inbox = createInbox()
  socket.on('message', (data, isBinary) => inbox.deliver(decodeFrame(isBinary ? (data as Buffer) : data.toString())))
  socket.on('close', () => inbox.close())
  socket.on('error', () => inbox.close())
  return {
    post(message) {
      if (!inbox.isClosed) socket.send(encodeFrame(message))
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close() {
      inbox.close()
      socket.close()
    },
  }
}
