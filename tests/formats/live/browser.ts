import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { chromium as installed } from '../../../scripts/electron/windowSystem.mjs'

/** Chromium without a window, with WebGL by its own renderer. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const program = installed()
  if (!program) throw new Error('there is no Chromium: npm run e2e installs one')
  const gl = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', ...gl] })
}

/** A server on this machine, as long as `use` goes: a page with these scripts at `/`, and files by what `fileOf` says of a path. */
export async function served<T>(
  scripts: readonly string[],
  fileOf: (pathname: string) => string,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const html = scripts.map((script) => `<script src="${script}"></script>`).join('')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    if (pathname === '/') response.setHeader('content-type', 'text/html').end(html)
    else
      readFile(fileOf(pathname)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
