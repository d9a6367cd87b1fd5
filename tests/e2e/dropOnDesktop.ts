import type { Page } from 'playwright-core'

/** A hand drops a file or folder on the window: what a script dispatches has no path. */
export async function dropOnDesktop(page: Page, place: string): Promise<void> {
  const hand = await page.context().newCDPSession(page)
  const data = { items: [], files: [place], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await hand.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
}
