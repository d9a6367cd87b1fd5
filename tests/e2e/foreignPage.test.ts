import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServeProcess, startServe } from '../web/serveProcess'
import { type DesktopMachine, desktopMachine } from './desktopMachine'

/** Test 8 of the reliability list with a real browser, which was let in and has another page open beside ours. */
let machine: DesktopMachine | string
let serve: ServeProcess
let browser: Browser
let context: BrowserContext
/** Answers that the server gave to the browser. */
const answers: { url: string; status: number }[] = []
const foreign = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><title>another page</title>')
})
const port = () => (foreign.address() as AddressInfo).port

beforeAll(async () => {
  machine = await desktopMachine()
  if (typeof machine === 'string') return
  serve = await startServe()
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({
    executablePath: machine.chromium,
    // A name that leads here, as a rebound one would.
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP evil.test 127.0.0.1'],
  })
  context = await browser.newContext()
  const ours = await context.newPage()
  await ours.goto(serve.url)
  await ours.getByRole('heading').first().waitFor()
  context.on('response', (response) => answers.push({ url: response.url(), status: response.status() }))
}, 300_000)
afterAll(async () => {
  if (typeof machine === 'string') return
  await browser.close()
  foreign.close()
  await serve.end()
  await machine.screen.close()
  expect(serve.output.stderr).not.toContain('a fault')
})

/** Tries everything that a page can send, and says what came of each. */
const tryAll = (page: Page, address: string): Promise<Record<string, string>> =>
  page.evaluate(async (studio) => {
    const settle = (attempt: Promise<unknown>) =>
      attempt.then(
        (value) => String(value),
        () => 'failed',
      )
    const element = (tag: 'script' | 'img' | 'iframe', src: string) =>
      new Promise<string>((resolve) => {
        const made = document.createElement(tag)
        made.onload = () => resolve(tag === 'iframe' ? frameText(made as HTMLIFrameElement) : 'loaded')
        made.onerror = () => resolve('failed')
        made.src = src
        document.body.append(made)
      })
    const frameText = (frame: HTMLIFrameElement) => {
      try {
        return frame.contentDocument?.body.textContent ?? 'failed'
      } catch {
        return 'failed'
      }
    }
    const socket = (protocols: string[]) =>
      new Promise<string>((resolve) => {
        const opened = new WebSocket(`${studio.replace('http', 'ws')}/studio`, protocols)
        opened.onopen = () => resolve('opened')
        opened.onerror = () => resolve('failed')
      })
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, credentials: 'include' } as const
    const read = (response: Response) => response.text()
    return {
      fetch: await settle(fetch(studio, { credentials: 'include' }).then(read)),
      opaque: await settle(fetch(studio, { credentials: 'include', mode: 'no-cors' }).then(read)),
      ticket: await settle(fetch(`${studio}/ticket`, json).then(read)),
      plainTicket: await settle(
        fetch(`${studio}/ticket`, { method: 'POST', credentials: 'include', mode: 'no-cors' }).then(read),
      ),
      script: await element('script', `${studio}/index.html`),
      image: await element('img', `${studio}/icon.svg`),
      frame: await element('iframe', studio),
      socket: await socket([]),
      ticketSocket: await socket(['layerloom', 'x'.repeat(43)]),
    }
  }, address)

/** What a page can see of an answer that it may not read is nothing. */
const nothing = ['failed', '']

test.for(['evil.test', '127.0.0.1', 'localhost'])(
  'a page of %s reads nothing, opens nothing and is let in nowhere',
  { timeout: 60_000 },
  async (host, { skip }) => {
    if (typeof machine === 'string') return skip(machine)
    answers.length = 0
    const page = await context.newPage()
    await page.goto(`http://${host}:${port()}/`)
    for (const [attempt, outcome] of Object.entries(await tryAll(page, serve.address)))
      expect(nothing, attempt).toContain(outcome)

    // A form goes where it likes, and takes its page with it.
    await page.setContent(`<form method="post" action="${serve.address}/ticket"><button>go</button></form>`)
    await Promise.all([page.waitForEvent('response'), page.getByRole('button').click()])
    const theirs = answers.filter(({ url }) => url.startsWith(serve.address))
    expect(theirs.length).toBeGreaterThan(0)
    expect(theirs.filter(({ status }) => status !== 403 && status !== 401)).toEqual([])
    await page.close()
  },
)

test('a name that was rebound to this machine is refused before anything else', async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const page = await context.newPage()
  const answer = await page.goto(`http://evil.test:${serve.port}/`)
  expect(answer?.status()).toBe(403)
  expect(await page.textContent('body')).toContain('this name is not served here')
  await page.close()
})

test('our own page still works beside them', async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const page = await context.newPage()
  expect((await page.goto(`${serve.address}/`))?.status()).toBe(200)
  await page.getByRole('heading').first().waitFor()
  // The attempts are real: from here they are let in.
  const outcomes = await tryAll(page, serve.address)
  expect(outcomes.fetch).toContain('<div id="root">')
  expect(outcomes.ticket).toContain('"ticket":')
})
