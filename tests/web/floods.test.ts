import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { studioProtocol } from '../../shared/contract/studio/core/wire'
import { letIn, openSocket, openWindow, type ServeProcess, startServe } from './serveProcess'

/** Test 11 of the reliability list: a window that floods, lies or does not read costs itself its socket and the others nothing. */
let server: ServeProcess
let cookie: string
beforeAll(async () => {
  server = await startServe()
  cookie = await letIn(server.url)
})
afterAll(async () => {
  await server.end()
  expect(server.output.stderr).not.toContain('a fault')
})

const hello = JSON.stringify({ kind: 'hello', protocol: studioProtocol })
const closeOf = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))
/** Resident memory of the server, in bytes. */
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024

async function otherWindowIsWell() {
  const { client, socket } = await openWindow(server.address, cookie)
  const begin = performance.now()
  expect((await client.about.read({})).process).toBe(server.pid)
  expect(performance.now() - begin).toBeLessThan(1000)
  socket.close()
}

test('a frame of 64 MB is cut off by its length', async () => {
  const socket = await openSocket(server.address, cookie)
  const before = memory()
  const closed = closeOf(socket)
  socket.on('error', () => undefined)
  socket.send(Buffer.alloc(64 * 2 ** 20))
  expect(await closed).toBe(1009)
  expect(memory() - before).toBeLessThan(50e6)
  await otherWindowIsWell()
})

test('100,000 messages at once are cut off after some', async () => {
  const socket = await openSocket(server.address, cookie)
  socket.on('error', () => undefined)
  const before = memory()
  const closed = closeOf(socket)
  socket.send(hello)
  for (let n = 0; n < 100_000; n++) socket.send(`{"kind":"cancel","id":${n}}`)
  expect([1008, 1006]).toContain(await closed)
  expect(memory() - before).toBeLessThan(50e6)
  await otherWindowIsWell()
})

const lies: [string, string | Buffer, number][] = [
  ['no JSON', '{', 1007],
  ['nothing', '', 1007],
  ['another kind of message', '{"kind":"eval"}', 1008],
  ['an array', '[]', 1008],
  ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 1008],
  ['a head longer than its frame', Buffer.from([255, 255, 255, 255, 0]), 1007],
  ['a frame without a head', Buffer.from([1]), 1007],
]
test.each(lies)('what is no message closes the socket: %s', async (_, message, code) => {
  const socket = await openSocket(server.address, cookie)
  socket.send(hello)
  const closed = closeOf(socket)
  socket.send(message)
  expect(await closed).toBe(code)
  await otherWindowIsWell()
})

test('deep nesting inside of an input is refused as an input', async () => {
  const socket = await openSocket(server.address, cookie)
  const answers: string[] = []
  socket.on('message', (data) => answers.push(data.toString()))
  socket.send(hello)
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  socket.send(`{"kind":"request","id":0,"service":"folders","call":"list","input":${deep}}`)
  while (answers.length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(JSON.parse(answers[1] as string)).toMatchObject({ kind: 'failed', problem: { code: 'bad-input' } })
  socket.close()
})

test('a window that asks and does not read is cut off before its answers fill the memory', async () => {
  const { client, socket } = await openWindow(server.address, cookie)
  const before = memory()
  // Pauses the reading side of the connection: the kernel's buffers fill, then the server's.
  socket.pause()
  const answers: Promise<unknown>[] = []
  const closed = closeOf(socket)
  socket.on('error', () => undefined)
  let most = 0
  // Each answer lists the zoo, some 8 kB.
  for (let n = 0; n < 100 && socket.readyState === socket.OPEN; n++) {
    for (let k = 0; k < 150; k++) answers.push(client.projects.networks({}).catch(() => undefined))
    await new Promise((resolve) => setTimeout(resolve, 100))
    most = Math.max(most, memory() - before)
  }
  socket.resume()
  await closed
  await Promise.all(answers)
  expect(most).toBeLessThan(50e6)
  await otherWindowIsWell()
})
