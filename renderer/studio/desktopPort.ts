import { channelPort } from '../../shared/contract/channelPort'
import { type DesktopBridge, portMessage } from '../../shared/contract/desktopBridge'
import type { StudioPort } from '../../shared/contract/studio/core/port'

/** The port to the desktop's studio: a MessagePort, which the preload script hands over and which carries bytes as they are. */
export function desktopPort(bridge: DesktopBridge): Promise<StudioPort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent) => {
      const [channel] = event.ports
      if (event.source !== window || event.data !== portMessage || !channel) return
      window.removeEventListener('message', onMessage)
      const { port, hear } = channelPort(channel)
      channel.onmessage = ({ data }) => hear(data)
      resolve(port)
    }
    window.addEventListener('message', onMessage)
    bridge.connect()
  })
}
