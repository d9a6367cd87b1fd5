import type { DesktopBridge } from '../../shared/contract/desktopBridge'
import type { StudioPort } from '../../shared/contract/studio'
import { desktopPort } from './desktopPort'

declare global {
  interface Window {
    /** On the desktop only. */
    readonly layerloom?: DesktopBridge
  }
}

/** The way to the studio, whichever shell the page is in. */
export const openPort = async (): Promise<StudioPort> => {
  if (window.layerloom) return desktopPort(window.layerloom)
  throw new Error('no shell of Layerloom serves this page')
}
