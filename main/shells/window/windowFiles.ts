import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { contentSecurityPolicy } from './contentSecurityPolicy'

/** What is sent for an address of the window's files. */
export interface WindowFile {
  readonly status: 200 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The kinds of file that a window is made of. Nothing else is served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * The window's files, which lie in a folder of the bundle: those that are there now, under exactly the path that each has. An address is looked up and
 * never joined to the folder, so that no spelling of it leads elsewhere; a file that has become a link since is not followed.
 *
 * @param root with an index.html, which `/` means
 */
export async function openWindowFiles(root: string): Promise<(pathname: string) => Promise<WindowFile>> {
  const folder = await realpath(root)
  const files = new Map((await filesIn(folder)).map((file) => [`/${file.split(path.sep).join('/')}`, file]))
  return async (pathname) => {
    const file = files.get(pathname === '/' ? '/index.html' : pathname)
    const type = file === undefined ? undefined : types[path.extname(file)]
    if (file === undefined || type === undefined) return missing
    const place = path.join(folder, file)
    try {
      const isWhatItWas = (await realpath(place)) === place && (await lstat(place)).isFile()
      return isWhatItWas ? { status: 200, headers: headersFor(type), body: await readFile(place) } : missing
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing
      throw error
    }
  }
}

const headersFor = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
})

const missing: WindowFile = {
  status: 404,
  headers: headersFor('text/plain; charset=utf-8'),
  body: Buffer.from('there is nothing here'),
}

/** Paths within the folder. Links are left out. */
async function filesIn(folder: string, under = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, under), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    const name = path.join(under, entry.name)
    if (entry.isDirectory()) found.push(...(await filesIn(folder, name)))
    else if (entry.isFile()) found.push(name)
  }
  return found
}
