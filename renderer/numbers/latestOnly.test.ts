import { expect, test } from 'vitest'
import { LatestOnly } from './latestOnly'

function fakeWorker() {
  const asked: number[] = []
  const worker = {
    onmessage: undefined as ((event: { data: number }) => void) | undefined,
    onerror: undefined as (() => void) | undefined,
    postMessage: (question: number) => void asked.push(question),
    terminate: () => undefined,
  }
  return { asked, worker, answer: (data: number) => worker.onmessage?.({ data }), fail: () => worker.onerror?.() }
}

test('while one is answered only the newest of the others waits', () => {
  const { asked, worker, answer } = fakeWorker()
  const heard: number[] = []
  const latest = new LatestOnly<number, number>(worker as unknown as Worker, (data) => heard.push(data))
  for (const question of [1, 2, 3]) latest.ask(question)
  expect(asked).toEqual([1])
  answer(10)
  expect(asked).toEqual([1, 3])
  answer(30)
  expect([heard, asked]).toEqual([
    [10, 30],
    [1, 3],
  ])
})

test('an answer that failed does not stop the next', () => {
  const { asked, worker, fail } = fakeWorker()
  const latest = new LatestOnly<number, number>(worker as unknown as Worker, () => undefined)
  latest.ask(1)
  latest.ask(2)
  fail()
  expect(asked).toEqual([1, 2])
})
