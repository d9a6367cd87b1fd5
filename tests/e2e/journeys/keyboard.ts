import type { Locator, Page } from 'playwright-core'

/** Goes on by Tab until the element has the keyboard. Whoever sees the window sees where they are; so it has to be there within `most`. */
export async function tabTo(page: Page, wanted: Locator, most = 60): Promise<void> {
  await wanted.waitFor()
  for (let k = 0; k <= most; k++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${wanted} has not the keyboard after ${most} times Tab`)
}
