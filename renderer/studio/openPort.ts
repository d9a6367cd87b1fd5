import type { DesktopBridge } from '../../shared/contract/desktopBridge'
import type { StudioPort } from '../../shared/contract/studio'
import { desktopPort } from './desktopPort'
import { webPort } from './webPort'

declare global {
  interface Window {
    /** On the desktop only. */
    readonly layerloom?: DesktopBridge
  }
}

/** The way to the studio, whichever shell the page is in. */
export const openPort = (): Promise<StudioPort> => (window.layerloom ? desktopPort(window.layerloom) : webPort())
