import type { RawData, WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from '../../../shared/contract/studio/core/frame'
import { createInbox } from '../../../shared/contract/studio/core/inbox'
import type { StudioPort } from '../../../shared/contract/studio/core/port'

/** What one window may do to the server. */
export interface SocketLimits {
  /** Longest message, in bytes. */
  readonly messageBytes: number
  /** Messages in a second. */
  readonly messagesASecond: number
  /** What may wait for a window that does not read, in bytes. */
  readonly waitingBytes: number
  /** How often a window is asked whether it is there, in milliseconds. One that does not answer until the next time is gone. */
  readonly pingMs: number
}
export const socketLimits: SocketLimits = {
  messageBytes: 16 * 2 ** 20,
  messagesASecond: 2000,
  waitingBytes: 8 * 2 ** 20,
  pingMs: 20_000,
}

const policyViolation = 1008
const notUnderstood = 1007
const tooMuchWaits = 1013

/** A studio's port on a WebSocket: text for what is JSON, a binary frame for what holds bytes. Whoever goes past a limit is cut off. */
export function webSocketPort(socket: WebSocket, limits: SocketLimits = socketLimits): StudioPort {
  const inbox = createInbox()
  const rate = messageRate(limits.messagesASecond)
  let isThere = true
  const ping = setInterval(() => {
    if (!isThere) socket.terminate()
    isThere = false
    socket.ping()
  }, limits.pingMs)
  ping.unref()

  const leave = (code: number, reason: string) => {
    inbox.close()
    socket.close(code, reason)
    // Whoever floods us does not answer the close either, and would go on being read until ws' own patience is over.
    setTimeout(() => socket.terminate(), 1000).unref()
  }
  socket.on('message', (data: RawData, isBinary) => {
    if (inbox.isClosed) return
    if (!rate(Date.now())) {
      leave(policyViolation, 'too many messages')
      return
    }
    let message: unknown
    try {
      message = decodeFrame(isBinary ? (data as Buffer) : data.toString())
    } catch {
      // What it was does not matter; the code tells the other side.
      leave(notUnderstood, 'not a message')
      return
    }
    inbox.deliver(message)
  })
  socket.on('pong', () => {
    isThere = true
  })
  // ws closes the socket itself after an error (a frame too long, a broken connection).
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(ping)
    inbox.close()
  })
  return {
    post(message) {
      if (inbox.isClosed) return
      if (socket.bufferedAmount > limits.waitingBytes) leave(tooMuchWaits, 'the window does not read')
      else socket.send(encodeFrame(message))
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    // A close frame takes 123 bytes of reason.
    close: (reason = '') => leave(reason.startsWith('protocol') ? policyViolation : 1000, reason.slice(0, 100)),
  }
}

/** Whether one more message stays within the rate: a bucket that fills again within a second. */
function messageRate(perSecond: number): (now: number) => boolean {
  let left = perSecond
  let at = Date.now()
  return (now) => {
    left = Math.min(perSecond, left + ((now - at) / 1000) * perSecond)
    at = now
    if (left < 1) return false
    left--
    return true
  }
}
