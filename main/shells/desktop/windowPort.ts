import type { MessagePortMain } from 'electron'
import { portClosing } from '../../../shared/contract/desktopBridge'
import { createInbox } from '../../../shared/contract/studio/core/inbox'
import type { StudioPort } from '../../../shared/contract/studio/core/port'

/** Electron's end of the channel to a window. It closes when the page is left, loaded again, or its process is gone. */
export function windowPort(port: MessagePortMain): StudioPort {
  const inbox = createInbox()
  port.on('message', ({ data }) => {
    if (data === portClosing) inbox.close()
    else inbox.deliver(data)
  })
  port.on('close', () => inbox.close())
  port.start()
  return {
    post(message) {
      if (!inbox.isClosed) port.postMessage(message)
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close() {
      if (inbox.isClosed) return
      port.postMessage(portClosing)
      port.close()
      inbox.close()
    },
  }
}
