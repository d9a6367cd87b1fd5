import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, askRaw, letIn, openWindow, type ServeProcess, startServe, ticketFor } from './serveProcess'

/** Tests 7 to 10 of the reliability list: whoever is not the person at this machine gets nothing and changes nothing. */
let server: ServeProcess
let cookie: string
beforeAll(async () => {
  server = await startServe()
  cookie = await letIn(server.url)
})
afterAll(async () => {
  expect(await server.end()).toBe(143)
  expect(server.output.stderr).not.toContain('a fault')
})

const places: [method: string, pathname: string, more: string][] = [
  ['GET', '/', ''],
  ['GET', '/assets/app.js', ''],
  ['POST', '/ticket', 'Content-Type: application/json\r\nContent-Length: 0\r\n'],
  [
    'GET',
    '/studio',
    'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
  ],
]
const send = (method: string, pathname: string, headers: string) => {
  const connection = headers.includes('Upgrade') ? 'Upgrade' : 'close'
  return askRaw(
    server.port,
    `${method} ${pathname} HTTP/1.1\r\nConnection: ${connection}\r\nCookie: ${cookie}\r\n${headers}\r\n`,
  )
}

describe.each(places)('%s %s', (method, pathname, more) => {
  const origin = () => `Origin: ${server.address}\r\n`
  const forged: [string, (port: number) => string][] = [
    ['a rebound name', (port) => `Host: evil.com:${port}\r\n`],
    ['our name within another', (port) => `Host: 127.0.0.1.evil.com:${port}\r\n`],
    ['an empty one', () => 'Host: \r\n'],
    ['none', () => ''],
    ['two', (port) => `Host: 127.0.0.1:${port}\r\nHost: evil.com:${port}\r\n`],
    ['two, ours last', (port) => `Host: evil.com:${port}\r\nHost: 127.0.0.1:${port}\r\n`],
    ['IPv6', (port) => `Host: [::1]:${port}\r\n`],
    ['another port', (port) => `Host: 127.0.0.1:${port + 1}\r\n`],
    ['no port', () => 'Host: 127.0.0.1\r\n'],
    ['another loopback name', (port) => `Host: 127.0.0.2:${port}\r\n`],
  ]
  test.each(forged)('Host: %s is refused', async (_, host) => {
    const answer = await send(method, pathname, host(server.port) + origin() + more)
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /)
  })

  const foreign: [string, (port: number) => string][] = [
    ['null', () => 'Origin: null\r\n'],
    ['evil', () => 'Origin: http://evil.com\r\n'],
    ['another local port', (port) => `Origin: http://127.0.0.1:${port + 1}\r\n`],
    ['https', (port) => `Origin: https://127.0.0.1:${port}\r\n`],
    ['ours within another', (port) => `Origin: http://127.0.0.1:${port}.evil.com\r\n`],
    [
      'ours, but the browser says cross-site',
      (port) => `Origin: http://127.0.0.1:${port}\r\nSec-Fetch-Site: cross-site\r\n`,
    ],
    [
      'ours, but the browser says same-site',
      (port) => `Origin: http://127.0.0.1:${port}\r\nSec-Fetch-Site: same-site\r\n`,
    ],
  ]
  test.each(foreign)('Origin: %s is refused', async (_, headers) => {
    const host = `Host: 127.0.0.1:${server.port}\r\n`
    const answer = await send(method, pathname, host + headers(server.port) + more)
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })

  test('no Origin is refused unless nothing can come of it', async () => {
    const answer = await send(method, pathname, `Host: 127.0.0.1:${server.port}\r\n${more}`)
    if (method === 'GET' && more === '') expect(answer).toMatch(/^HTTP\/1\.1 (200|404) /)
    else expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })

  test('without the cookie it is 401', async () => {
    const text = `${method} ${pathname} HTTP/1.1\r\nConnection: ${more.includes('Upgrade') ? 'Upgrade' : 'close'}\r\n`
    const answer = await askRaw(server.port, `${text}Host: localhost:${server.port}\r\n${origin()}${more}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  })
})

describe('tokens', () => {
  test('a launch link is good once, and not in part', async () => {
    expect((await ask(server.url)).status).toBe(401)
    const other = server.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect((await ask(other)).status).toBe(401)
    expect((await ask(`${server.address}/launch`)).status).toBe(401)
    expect((await ask(`${server.address}/launch?token=`)).status).toBe(401)
  })

  test('a cookie of the same length, or of another process, is none', async () => {
    const [name, value] = cookie.split('=') as [string, string]
    const wrong = `${name}=${value.replace(/^./, (first) => (first === 'x' ? 'y' : 'x'))}`
    expect((await ask(server.address, { headers: { cookie: wrong } })).status).toBe(401)
    const other = await startServe()
    const theirs = (await letIn(other.url)).split('=')[1]
    await other.end()
    expect((await ask(server.address, { headers: { cookie: `${name}=${theirs}` } })).status).toBe(401)
    expect((await ask(server.address, { headers: { cookie } })).status).toBe(200)
  })

  test('a ticket opens one socket', async () => {
    const ticket = await ticketFor(server.address, cookie)
    const upgrade = (protocols: string) =>
      send(
        'GET',
        '/studio',
        `Host: 127.0.0.1:${server.port}\r\nOrigin: ${server.address}\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${protocols}`,
      )
    expect(await upgrade('')).toMatch(/ 401 /)
    expect(await upgrade('Sec-WebSocket-Protocol: layerloom\r\n')).toMatch(/ 401 /)
    expect(await upgrade(`Sec-WebSocket-Protocol: layerloom, ${'x'.repeat(43)}\r\n`)).toMatch(/ 401 /)
    expect(await upgrade(`Sec-WebSocket-Protocol: layerloom, ${ticket}\r\n`)).toMatch(/ 101 /)
    expect(await upgrade(`Sec-WebSocket-Protocol: layerloom, ${ticket}\r\n`)).toMatch(/ 401 /)
  })

  test('the cookie is HttpOnly, for our pages only, and named for the port', async () => {
    const other = await startServe()
    const { headers } = await ask(other.url)
    const [set] = headers['set-cookie'] as string[]
    expect(set).toMatch(new RegExp(`^layerloom-${other.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers.location).toBe('/')
    await other.end()
  })

  test("no secret stands in an argument or in what the server writes, and the file is the person's alone", () => {
    const file = path.join(server.workspace, 'server.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { bearer } = JSON.parse(readFileSync(file, 'utf8')) as { bearer: string }
    const secrets = [bearer, cookie.split('=')[1] as string]
    const said = readFileSync(`/proc/${server.pid}/cmdline`, 'utf8') + server.output.stdout + server.output.stderr
    for (const secret of secrets) expect(said).not.toContain(secret)
    // The link is printed once, for the person, and is used up.
    expect(said.split(new URL(server.url).searchParams.get('token') as string).length).toBe(2)
  })

  test('the bearer of the file lets a program in without a page, a wrong one does not', async () => {
    const { bearer } = JSON.parse(readFileSync(path.join(server.workspace, 'server.json'), 'utf8')) as {
      bearer: string
    }
    const post = (authorization: string, pathname = '/launch-link') =>
      ask(`${server.address}${pathname}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
      })
    expect((await post(`Bearer ${bearer}`)).status).toBe(200)
    expect((await post(`Bearer ${bearer.slice(1)}x`)).status).toBe(403)
    expect((await post(`Basic ${bearer}`)).status).toBe(403)
    const headers = { cookie, origin: server.address, 'content-type': 'application/json' }
    expect((await ask(`${server.address}/launch-link`, { method: 'POST', headers })).status).toBe(404)
  })
})

describe('the place', () => {
  test('it listens on 127.0.0.1 alone', () => {
    const lines = execFileSync('ss', ['-Hltn'], { encoding: 'utf8' }).split('\n')
    const ours = lines.filter((line) => line.includes(`:${server.port} `)).map((line) => line.split(/\s+/)[3])
    expect(ours).toEqual([`127.0.0.1:${server.port}`])
  })

  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address))
  test.each(['::1', ...others])('%s is refused', async (host) => {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({ port: server.port, host }, () => resolve('connected'))
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
    })
    expect(outcome).not.toBe('connected')
  })

  test('a second start on the workspace gets a link to the first', async () => {
    const second = await startServe({ workspace: server.workspace, root: server.root })
    expect(second.port).toBe(server.port)
    expect(await second.ended).toBe(0)
    expect(second.output.stderr).toContain(`process ${server.pid} serves this workspace already`)
    const { client, socket } = await openWindow(second.address, await letIn(second.url))
    expect((await client.about.read({})).process).toBe(server.pid)
    socket.close()
  })

  test('a port in use is told', async () => {
    const failed = await startServe({ words: ['--port', String(server.port)] }).catch((error: Error) => error.message)
    expect(failed).toContain('"code":"port-in-use"')
    expect(failed).toContain(`port ${server.port} is in use by another program`)
  })
})

describe('what is served', () => {
  const hostile = [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/index.html%00.js',
    '//etc/passwd',
    '/etc/passwd',
    '/server.json',
    '/__proto__',
  ]
  test.each(hostile)('%s is not', async (target) => {
    const answer = await send('GET', target, `Host: 127.0.0.1:${server.port}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
  })

  test('the page is, with its policy and no door for other pages', async () => {
    const { status, headers, body } = await ask(server.address, { headers: { cookie } })
    expect(status).toBe(200)
    expect(body).toContain('<div id="root">')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test('other methods and types are refused', async () => {
    const headers = { cookie, origin: server.address }
    expect((await ask(server.address, { method: 'PUT', headers })).status).toBe(405)
    expect((await ask(server.address, { method: 'DELETE', headers })).status).toBe(405)
    expect((await ask(server.address, { method: 'OPTIONS', headers })).status).toBe(405)
    const form = { ...headers, 'content-type': 'text/plain' }
    expect((await ask(`${server.address}/ticket`, { method: 'POST', headers: form })).status).toBe(415)
  })
})

describe('a window that was let in', () => {
  test('goes nowhere outside of the roots, nor into the workspace', async () => {
    const { client, socket } = await openWindow(server.address, cookie)
    const code = (call: Promise<unknown>) =>
      call.then(
        () => 'no problem',
        (error) => error.details?.code,
      )
    expect(await client.folders.roots({})).toEqual([server.root])
    for (const folder of [
      '/',
      '/etc',
      `${server.root}/..`,
      `${server.root}-evil`,
      server.workspace,
      'relative',
      '/a\0b',
    ])
      expect(await code(client.folders.list({ folder })), folder).toBe('outside-roots')
    expect(await code(client.folders.list({ folder: server.root }))).toBe('no problem')
    expect(await code(client.projects.open({ folder: '/etc' }))).toBe('outside-roots')
    expect(await code(client.datasets.describe({ source: '/etc' }))).toBe('outside-roots')
    expect(await code(client.datasets.describe({ source: '../../etc', folder: server.root }))).toBe('outside-roots')
    socket.close()
  })
})
