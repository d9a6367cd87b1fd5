import type { IncomingMessage } from 'node:http'
import type { Addresses } from './addresses'
import { isSame, newSecret, OneTimeSecrets } from './secrets'

/** A link that opens the window lives this long unless it is used, in milliseconds. */
const launchMs = 15 * 60_000
/** From being asked for to the socket's opening. */
const ticketMs = 30_000

export type Refusal = { readonly status: 400 | 401 | 403; readonly why: string }

/**
 * Who may ask the server what. Every request passes here before anything else is looked at, and a WebSocket's upgrade passes the same way.
 *
 *   1. Host        one of our names with our port, once: a page that rebinds a name to 127.0.0.1 still sends its own
 *   2. fetch site  not another site's and not another port's page, where the browser says so
 *   3. origin      one of ours on everything that is not a plain GET; none and `null` are refused
 *   4. cookie      of the browser that opened a launch link, which is good once
 *
 * A program of the person's own shows the secret of the workspace's file as a bearer token in place of 3 and 4.
 */
export class Gate {
  /** For the file that only the person can read. */
  readonly bearer = newSecret()
  private readonly session = newSecret()
  private readonly launches = new OneTimeSecrets(launchMs, 20)
  private readonly tickets = new OneTimeSecrets(ticketMs, 100)
  private readonly addresses: Addresses
  private readonly cookieName: string

  /** `port`: in the cookie's name, for cookies know no ports. */
  constructor(addresses: Addresses, port: number) {
    this.addresses = addresses
    this.cookieName = `layerloom-${port}`
  }

  newLaunch(): string {
    return this.launches.issue()
  }

  spendLaunch(token: string | undefined): boolean {
    return this.launches.spend(token)
  }

  newTicket(): string {
    return this.tickets.issue()
  }

  spendTicket(ticket: string | undefined): boolean {
    return this.tickets.spend(ticket)
  }

  get cookie(): string {
    return `${this.cookieName}=${this.session}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** Rules 1 to 3. */
  whence(request: IncomingMessage): Refusal | undefined {
    const hosts = request.rawHeaders.filter((name, k) => k % 2 === 0 && name.toLowerCase() === 'host')
    const { host, origin, 'sec-fetch-site': site, upgrade } = request.headers
    if (hosts.length !== 1 || host === undefined || !this.addresses.hosts.has(host))
      return { status: 403, why: 'this name is not served here' }
    if (typeof site === 'string' && site !== 'same-origin' && site !== 'none')
      return { status: 403, why: 'another page may not ask' }
    if (origin !== undefined && !this.addresses.origins.has(origin))
      return { status: 403, why: 'another page may not ask' }
    const isPlain = (request.method === 'GET' || request.method === 'HEAD') && upgrade === undefined
    if (!isPlain && origin === undefined && !this.hasBearer(request))
      return { status: 403, why: 'the request does not say which page it comes from' }
    return undefined
  }

  /** Rule 4. */
  who(request: IncomingMessage): Refusal | undefined {
    if (this.hasBearer(request) || isSame(this.session, cookieOf(request, this.cookieName))) return undefined
    return { status: 401, why: 'open the link that Layerloom printed when it started' }
  }

  hasBearer({ headers: { authorization } }: IncomingMessage): boolean {
    return authorization?.startsWith('Bearer ') === true && isSame(this.bearer, authorization.slice(7))
  }
}

function cookieOf({ headers: { cookie = '' } }: IncomingMessage, name: string): string | undefined {
  for (const part of cookie.split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
