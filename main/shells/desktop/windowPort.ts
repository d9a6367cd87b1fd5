import type { MessagePortMain } from 'electron'
import { channelPort } from '../../../shared/contract/channelPort'
import type { StudioPort } from '../../../shared/contract/studio/core/port'

/** Electron's end of the channel to a window. It closes when the page is left, loaded again, or its process is gone. */
export function windowPort(channel: MessagePortMain): StudioPort {
  const { port, hear, gone } = channelPort(channel)
  channel.on('message', ({ data }) => hear(data))
  channel.on('close', gone)
  channel.start()
  return port
}
