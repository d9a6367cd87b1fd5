import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serveClient } from '../../main/studio/serving/serveClient'
import { type Connection, connect } from '../../shared/contract/studio/core/connect'
import { studioProtocol } from '../../shared/contract/studio/core/wire'
import { Problem } from '../../shared/problem'
import { carriers } from './carriers'
import { type Seen, sampleHandlers, sampleServices } from './sampleServices'

const soon = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms))

async function itemsOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no problem',
    (error) => (error instanceof Problem ? error.details.code : String(error)),
  )

describe.each(carriers)('the contract over $name', ({ open }) => {
  let ends: Awaited<ReturnType<typeof open>>
  let connection: Connection<typeof sampleServices>
  let seen: Seen
  let bugs: string[]

  beforeEach(async () => {
    ends = await open()
    seen = { cancelled: [] }
    bugs = []
    serveClient(
      {
        services: sampleServices,
        handlers: sampleHandlers(seen),
        context: {},
        onBug: (error, call) => void bugs.push(`${call}: ${String(error)}`),
      },
      ends.studio,
    )
  })
  const connected = () => {
    connection = connect(ends.window, sampleServices)
    return connection.client
  }
  afterEach(async () => {
    ends.window.close()
    await ends.close()
  })

  test('values and bytes come back as they went, defaults filled in', async () => {
    const client = connected()
    await connection.ready
    const data = Uint8Array.from({ length: 100_000 }, (_, k) => k % 251)
    const bytes = [
      { name: 'first', data },
      { name: 'empty', data: new Uint8Array(0) },
    ]
    const back = await client.echo.back({ text: 'é\u0000"\u2028 𝄞', bytes })
    expect(back.text).toBe('é\u0000"\u2028 𝄞')
    expect(back.many).toEqual([1, 2])
    expect(back.bytes.map(({ name }) => name)).toEqual(['first', 'empty'])
    expect(Buffer.compare(back.bytes[0]?.data as Uint8Array, data)).toBe(0)
    expect(back.bytes[1]?.data.length).toBe(0)
    expect(await client.echo.nothing({})).toBeUndefined()
  })

  test('a Problem arrives whole, a bug without what it said', async () => {
    const client = connected()
    const problem = await client.echo.refuse({}).catch((error) => error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem.details).toEqual({
      code: 'no',
      message: 'it will not',
      remedy: 'ask otherwise',
      place: 'here',
      layer: 'conv',
    })
    const bug = await client.echo.breakDown({}).catch((error) => error)
    expect(bug.details.code).toBe('bug')
    expect(JSON.stringify(bug.details)).not.toContain('secret')
    expect(bugs).toEqual(['echo.breakDown: Error: secret detail'])
  })

  test('an input that does not fit is refused with its place, before any handler', async () => {
    const client = connected()
    const problem = await client.echo.back({ text: 5 as never, bytes: [] }).catch((error) => error)
    expect(problem.details).toMatchObject({ code: 'bad-input', place: 'input/text' })
    const more = await client.counting
      .all({ upTo: 1, more: 1 } as never)
      [Symbol.asyncIterator]()
      .next()
      .catch((e) => e)
    expect(more.details.code).toBe('bad-input')
  })

  test('a cancelled request ends here at once and there too', async () => {
    const client = connected()
    const abort = new AbortController()
    const waiting = codeOf(client.echo.wait({}, { signal: abort.signal }))
    await soon()
    abort.abort()
    expect(await waiting).toBe('cancelled')
    await expect.poll(() => seen.cancelled).toEqual(['wait'])
    expect(await codeOf(client.echo.wait({}, { signal: abort.signal }))).toBe('cancelled')
  })

  test('a stream in which each item counts arrives whole and in order, and ends', async () => {
    const items = await itemsOf(connected().counting.all({ upTo: 900 }))
    expect(items).toEqual(Array.from({ length: 900 }, (_, k) => k + 1))
  })

  test('who falls too far behind such a stream is told, not fed for ever', async () => {
    const iterator = connected().counting.all({ upTo: 20_000 })[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toBe(1)
    const rest = (async () => {
      for (let n = 0; n < 20_000; n++) if ((await iterator.next()).done) return
    })()
    expect(await codeOf(rest)).toBe('too-slow')
  })

  test('"latest" skips, but the last item is never lost', async () => {
    const items = await itemsOf(connected().counting.latest({ upTo: 5000 }))
    expect(items.at(-1)).toBe(5000)
    expect(items.length).toBeLessThan(100)
    expect(items).toEqual([...items].sort((a, b) => a - b))
  })

  test('a merged stream loses nothing', async () => {
    const items = await itemsOf(connected().counting.merged({ upTo: 5000 }))
    expect(items.reduce((sum, item) => sum + item.sum, 0)).toBe((5000 * 5001) / 2)
    expect(items.at(-1)?.newest).toBe(5000)
    expect(items.length).toBeLessThan(100)
  })

  test('leaving a stream ends it at the studio', async () => {
    const client = connected()
    for await (const item of client.counting.endless({})) {
      expect([...item]).toEqual([7, 8, 9])
      break
    }
    const abort = new AbortController()
    const other = itemsOf(client.counting.endless({}, { signal: abort.signal }))
    await soon()
    abort.abort()
    expect((await other).length).toBe(1)
    await expect.poll(() => seen.cancelled).toEqual(['endless', 'endless'])
  })

  test('a stream that fails gives what came before, then the Problem', async () => {
    const iterator = connected().counting.refuse({})[Symbol.asyncIterator]()
    expect(await iterator.next()).toEqual({ done: false, value: 1 })
    expect(await codeOf(iterator.next())).toBe('no')
  })

  test('a window that goes away cancels all that it asked for; its calls end', async () => {
    const client = connected()
    const request = codeOf(client.echo.wait({}))
    const stream = codeOf(itemsOf(client.counting.endless({})))
    await soon()
    ends.window.close()
    expect(await request).toBe('disconnected')
    expect(await stream).toBe('disconnected')
    expect(await codeOf(client.echo.nothing({}))).toBe('disconnected')
    await expect.poll(() => [...seen.cancelled].sort()).toEqual(['endless', 'wait'])
  })

  test('another version is refused by name', async () => {
    const answers: unknown[] = []
    ends.window.onMessage((message) => answers.push(message))
    ends.window.post({ kind: 'hello', protocol: studioProtocol + 1 })
    await expect.poll(() => answers).toMatchObject([{ kind: 'refused', problem: { code: 'protocol' } }])
  })

  const breaches: [string, object[]][] = [
    ['no hello', [{ kind: 'cancel', id: 0 }]],
    ['a second hello', [hello(), hello()]],
    ['an unknown kind', [hello(), { kind: 'eval', code: '1' }]],
    ['a number twice', [hello(), ask(3, 'nothing'), ask(3, 'nothing')]],
    ['a number that is none', [hello(), { kind: 'cancel', id: -1 }]],
    ['credit without measure', [hello(), { kind: 'credit', id: 1, credit: 1e9 }]],
    ['more keys', [hello(), { ...ask(1, 'nothing'), sender: 'me' }]],
  ]
  test.each(breaches)('a window that breaks the protocol is cut off: %s', async (_, messages) => {
    const closed = new Promise<void>((resolve) => ends.window.onClose(resolve))
    for (const message of messages) ends.window.post(message)
    await closed
  })

  const strangers: [string, string][] = [
    ['echo', 'constructor'],
    ['__proto__', 'toString'],
    ['echo', '__proto__'],
    ['nobody', 'back'],
    ['counting', 'all'],
  ]
  test.each(strangers)('a call that the contract does not have is refused: %s.%s', async (service, call) => {
    const answers: { kind: string; problem?: { code: string } }[] = []
    ends.window.onMessage((message) => answers.push(message as never))
    ends.window.post(hello())
    ends.window.post({ kind: 'request', id: 1, service, call, input: {} })
    await expect.poll(() => answers.at(-1)).toMatchObject({ kind: 'failed', id: 1, problem: { code: 'no-such-call' } })
  })

  test('at most 256 calls are under way at once', async () => {
    const client = connected()
    const aborts = Array.from({ length: 300 }, () => new AbortController())
    const refused: string[] = []
    const ends = aborts.map(async ({ signal }) => {
      const code = await codeOf(client.echo.wait({}, { signal }))
      if (code !== 'cancelled') refused.push(code)
    })
    await expect.poll(() => refused.length, { timeout: 10_000 }).toBe(300 - 256)
    for (const abort of aborts) abort.abort()
    await Promise.all(ends)
    expect(new Set(refused)).toEqual(new Set(['too-many-calls']))
  })
})

function hello() {
  return { kind: 'hello', protocol: studioProtocol }
}

function ask(id: number, call: string) {
  return { kind: 'request', id, service: 'echo', call, input: {} }
}
