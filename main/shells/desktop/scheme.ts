import { protocol, type Session } from 'electron'
import type { WindowFile } from '../window/windowFiles'

/** Where the window's files are: no server, no `file:`. */
const scheme = 'app'
const host = 'layerloom'
export const appAddress = `${scheme}://${host}/`

/** Before Electron is ready. Not `bypassCSP`. */
export const declareScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])

/** Whether an address is one of ours. Parsed, for `app://layerloom.evil` begins like it too. */
export function isOurs(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
  } catch {
    // What does not parse is nobody's address.
    return false
  }
}

/** Serves the window's files to a session, and nothing under any other host. */
export function serveFiles({ protocol: own }: Session, answer: (pathname: string) => Promise<WindowFile>): void {
  const respond = (address: string) => answer(isOurs(address) ? new URL(address).pathname : '')
  if (typeof own.handle === 'function')
    own.handle(scheme, async ({ url }) => {
      const { status, headers, body } = await respond(url)
      return new Response(new Uint8Array(body), { status, headers })
    })
  else
    (own as unknown as OldProtocol).registerBufferProtocol(scheme, ({ url }, done) => {
      void respond(url).then(({ status, headers, body }) =>
        done({ statusCode: status, headers, mimeType: headers['content-type']?.split(';')[0], data: body }),
      )
    })
}

/** Electron before 25. */
interface OldProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (
      request: { url: string },
      done: (answer: {
        statusCode: number
        headers: Readonly<Record<string, string>>
        mimeType: string | undefined
        data: Buffer
      }) => void,
    ) => void,
  ): void
}
