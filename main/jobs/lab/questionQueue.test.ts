import { expect, test } from 'vitest'
import type { LabQuestion } from '../../../shared/contract/jobs'
import { type Asked, QuestionQueue } from './questionQueue'

const question = { ask: 'kernels', subject: { runFolder: '/r', checkpoint: 'best' }, most: 1 } satisfies LabQuestion

function queueAndEnds() {
  const superseded: number[] = []
  const queue = new QuestionQueue(({ id }) => void superseded.push(id))
  return { queue, superseded, ask: (id: number, lane: string) => queue.add({ id, lane, question }) }
}

test('of one lane the newest that waits is answered, other lanes keep their turn', async () => {
  const { queue, superseded, ask } = queueAndEnds()
  ask(1, 'maps')
  ask(2, 'heat')
  ask(3, 'maps')
  ask(4, 'maps')
  expect(superseded).toEqual([1, 3])
  expect((await queue.next())?.id).toBe(2)
  expect((await queue.next())?.id).toBe(4)
})

test('a newer one ends the one that is being answered, another lane does not', async () => {
  const { queue, ask } = queueAndEnds()
  ask(1, 'maps')
  const first = (await queue.next()) as Asked
  ask(2, 'heat')
  expect(first.signal.aborted).toBe(false)
  ask(3, 'maps')
  expect(first.signal.aborted).toBe(true)
})

test('what nobody waits for is not answered; closing ends the wait', async () => {
  const { queue, superseded, ask } = queueAndEnds()
  ask(1, 'maps')
  ask(2, 'heat')
  queue.drop(1)
  expect((await queue.next())?.id).toBe(2)
  expect(superseded).toEqual([])
  const next = queue.next()
  queue.close()
  expect(await next).toBeUndefined()
})
