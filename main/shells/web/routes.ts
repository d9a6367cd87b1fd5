import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WindowFile } from '../window/windowFiles'
import { answer, answerJson, answerText, everyAnswer } from './answers'
import type { Gate } from './gate'

export interface Routes {
  readonly gate: Gate
  files(pathname: string): Promise<WindowFile>
  /** Where the window is, with a token that opens it once. */
  launchLink(): string
}

/** Answers a request that is no upgrade. What it says never repeats what it was asked. */
export async function answerRequest(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { gate } = routes
  const refusal = gate.whence(request)
  if (refusal) {
    answerText(response, refusal.status, refusal.why)
    return
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (request.method === 'GET' && pathname === '/launch') {
    openLink(routes, searchParams.get('token') ?? undefined, response)
    return
  }
  const stranger = gate.who(request)
  if (stranger) answerText(response, stranger.status, stranger.why)
  else if (request.method === 'GET') await sendFile(routes, pathname, response)
  else if (request.method === 'POST') post(routes, pathname, request, response)
  else answerText(response, 405, 'only GET and POST')
}

/** A link is good once: the browser that opens it gets the cookie. */
function openLink({ gate }: Routes, token: string | undefined, response: ServerResponse): void {
  if (!gate.spendLaunch(token)) {
    answerText(response, 401, 'this link was used already, or is too old: "serve" prints a new one')
    return
  }
  response.writeHead(303, { ...everyAnswer, location: '/', 'set-cookie': gate.cookie })
  response.end()
}

async function sendFile({ files }: Routes, pathname: string, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await files(pathname)
  answer(response, status, headers, body)
}

function post(routes: Routes, pathname: string, request: IncomingMessage, response: ServerResponse): void {
  const { gate } = routes
  // Nothing that is posted is read: what is asked stands in the address.
  request.resume()
  if (request.headers['content-type'] !== 'application/json') answerText(response, 415, 'only application/json')
  else if (pathname === '/ticket') answerJson(response, { ticket: gate.newTicket() })
  else if (pathname === '/launch-link' && gate.hasBearer(request)) answerJson(response, { url: routes.launchLink() })
  else answerText(response, 404, 'there is nothing here')
}
