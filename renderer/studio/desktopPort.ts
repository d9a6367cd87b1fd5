import { type DesktopBridge, portClosing, portMessage } from '../../shared/contract/desktopBridge'
import { createInbox } from '../../shared/contract/studio/core/inbox'
import type { StudioPort } from '../../shared/contract/studio/core/port'

/** The port to the desktop's studio: a MessagePort, which the preload script hands over and which carries bytes as they are. */
export function desktopPort(bridge: DesktopBridge): Promise<StudioPort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portMessage || !port) return
      window.removeEventListener('message', onMessage)
      resolve(studioPort(port))
    }
    window.addEventListener('message', onMessage)
    bridge.connect()
  })
}

function studioPort(port: MessagePort): StudioPort {
  const inbox = createInbox()
  port.onmessage = ({ data }) => {
    if (data === portClosing) inbox.close()
    else inbox.deliver(data)
  }
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
