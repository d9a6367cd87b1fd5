import { type BrowserWindow, type Rectangle, screen } from 'electron'
import { type Placement, readPlacement, writePlacement } from '../../studio/windows/windowPlacement'

const usual = { width: 1280, height: 800 }

/** Where a window is to open: where it was, or in the middle at its usual size if that is on no screen any more. */
export async function placeForWindow(workspace: string): Promise<{ bounds: Partial<Rectangle>; isMaximized: boolean }> {
  const last = await readPlacement(workspace)
  if (!last) return { bounds: usual, isMaximized: false }
  return { bounds: isSeen(last.bounds) ? last.bounds : usual, isMaximized: last.isMaximized }
}

/** Keeps where a window is, for the next one. */
export const keepPlace = (window: BrowserWindow, workspace: string): Promise<void> => {
  const placement: Placement = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
  return writePlacement(placement, workspace)
}

function isSeen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  return (
    bounds.x < workArea.x + workArea.width &&
    bounds.y < workArea.y + workArea.height &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y + bounds.height > workArea.y
  )
}
