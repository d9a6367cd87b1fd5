import { z } from 'zod'
import type { StudioPort } from '../../shared/contract/studio'
import { decodeFrame, encodeFrame } from '../../shared/contract/studio/core/frame'
import { createInbox } from '../../shared/contract/studio/core/inbox'
import { Problem } from '../../shared/problem'

/** The port to the studio that serves this page: a WebSocket, opened with a ticket that only a page of ours can ask for. */
export async function webPort(): Promise<StudioPort> {
  const address = `${window.location.origin.replace(/^http/, 'ws')}/studio`
  const socket = new WebSocket(address, ['layerloom', await ticket()])
  socket.binaryType = 'arraybuffer'
  const inbox = createInbox()
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
    inbox.deliver(decodeFrame(typeof data === 'string' ? data : new Uint8Array(data)))
  socket.onclose = () => inbox.close()
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(notThere())
  })
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

const Ticket = z.strictObject({ ticket: z.string() })

async function ticket(): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch('/ticket', { method: 'POST', headers }).catch(() => {
    throw notThere()
  })
  if (response.ok) return Ticket.parse(await response.json()).ticket
  throw new Problem({
    code: 'not-let-in',
    message: 'this browser has not been let in, or Layerloom was started again since',
    remedy: 'open the link that Layerloom printed when it started',
  })
}

const notThere = (): Problem =>
  new Problem({
    code: 'disconnected',
    message: 'the studio does not answer',
    remedy: 'see whether "serve" still runs, and the tunnel where there is one',
  })
