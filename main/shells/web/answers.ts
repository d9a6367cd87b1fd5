import type { ServerResponse } from 'node:http'
import { contentSecurityPolicy } from '../window/contentSecurityPolicy'

/** On every answer, whatever it is. No CORS header anywhere: no other page may read one. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  answer(response, status, { 'content-type': 'text/plain; charset=utf-8' }, `${text}\n`)
}

export function answerJson(response: ServerResponse, value: object): void {
  answer(response, 200, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(value))
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...everyAnswer, ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
