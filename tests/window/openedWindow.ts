import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium as browsers, type Page } from 'playwright-core'
import { chromium } from '../../scripts/electron/windowSystem.mjs'
import { addressOf, type ProjectPage, projectPages } from '../../shared/contract/windowPlace'
import { startServe } from '../web/serveProcess'

export const themes = ['light', 'dark'] as const
export const languages = ['en', 'ko'] as const
export type Theme = (typeof themes)[number]
export type Language = (typeof languages)[number]

/** Every page of the window. */
export const allPages = ['home', ...projectPages] as const
export type PageName = (typeof allPages)[number]

/** A served studio and a browser on it. */
export interface OpenedWindows {
  /** Where projects may lie. */
  readonly root: string
  /** A page of its own context, let in. What goes wrong in it is gathered in `faults`. */
  open(wish?: { theme?: Theme; language?: Language; size?: { width: number; height: number } }): Promise<OpenedWindow>
  close(): Promise<void>
}

export interface OpenedWindow {
  readonly page: Page
  /** Errors of the console, exceptions, and what the CSP refused. */
  readonly faults: string[]
  close(): Promise<void>
}

/** Starts both; or, as a text, why this machine cannot. `bundle`: the terminal's program, where the caller lies elsewhere than the tests. */
export async function openWindows(options: { root?: string; bundle?: string } = {}): Promise<OpenedWindows | string> {
  const program = chromium()
  if (!program) return 'no Chromium on this machine'
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-windows-'))
  const root = options.root ?? mkdtempSync(path.join(folder, 'root-'))
  const { bundle } = options
  const serve = await startServe({ root, workspace: path.join(folder, 'workspace'), ...(bundle && { bundle }) })
  const browser = await browsers.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update'],
  })
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> | undefined
  return {
    root: serve.root,
    async open({ theme = 'light', language = 'en', size = { width: 1280, height: 800 } } = {}) {
      const context = await browser.newContext({ viewport: size, colorScheme: theme, locale: language })
      if (cookies) await context.addCookies(cookies)
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      await page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
          console.error(`CSP refused ${violatedDirective} ${blockedURI} ${sample}`),
        ),
      )
      // The link is good once; its cookie serves all.
      await page.goto(cookies ? serve.address : serve.url)
      cookies ??= await context.cookies()
      await page.getByRole('navigation').waitFor()
      return { page, faults, close: () => context.close() }
    },
    async close() {
      await browser.close()
      await serve.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Goes to a page and waits until it has drawn what it shows. */
export async function show(page: Page, name: PageName, folder: string, run?: string): Promise<void> {
  const place = name === 'home' ? ({ page: 'home' } as const) : { page: name as ProjectPage, folder, run }
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, addressOf(place))
  await page.locator('.rail a[aria-current=page]').waitFor()
  if (name !== 'home') await page.locator('.crumb strong').waitFor()
  await settled(page)
}

/** Waits until nothing has changed in the page for a while, and motion is over. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    let last = performance.now()
    const began = last
    const watch = new MutationObserver(() => {
      last = performance.now()
    })
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    while (performance.now() - last < 400 && performance.now() - began < 6000)
      await new Promise((resolve) => setTimeout(resolve, 50))
    watch.disconnect()
    await document.fonts.ready
  })
