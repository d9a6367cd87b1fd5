import { portClosing } from './desktopBridge'
import { createInbox } from './studio/core/inbox'
import type { StudioPort } from './studio/core/port'

/** A MessagePort, the page's or Electron's: they differ only in how they are listened to. */
export interface Channel {
  postMessage(message: unknown): void
  close(): void
}

/**
 * One end of the channel between the desktop's page and its studio. Whoever listens to the channel hands on what comes by `hear`, and says by
 * `gone` that nothing will.
 */
export function channelPort(channel: Channel): { port: StudioPort; hear(data: unknown): void; gone(): void } {
  const inbox = createInbox()
  return {
    hear(data) {
      if (data === portClosing) inbox.close()
      else inbox.deliver(data)
    },
    gone: inbox.close,
    port: {
      post(message) {
        if (!inbox.isClosed) channel.postMessage(message)
      },
      onMessage: inbox.onMessage,
      onClose: inbox.onClose,
      close() {
        if (inbox.isClosed) return
        channel.postMessage(portClosing)
        channel.close()
        inbox.close()
      },
    },
  }
}
