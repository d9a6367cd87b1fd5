import { useEffect } from 'react'
import type { WindowCommand } from '../../shared/contract/desktopBridge'

/** What the page in front does when the desktop's menu asks for it. Those that it leaves out do nothing. */
export function useCommands(commands: Partial<Record<WindowCommand, () => void>>): void {
  useEffect(() => {
    const bridge = window.layerloom
    if (!bridge) return
    bridge.onCommand((command) => commands[command]?.())
    return () => bridge.onCommand(() => undefined)
  })
}
