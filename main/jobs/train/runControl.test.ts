import { expect, test, vi } from 'vitest'
import type { JobCommand } from '../../../shared/contract/jobs'
import { controlRun } from './runControl'

function controlled() {
  let command: (command: JobCommand) => void = () => {}
  let gone = () => {}
  const control = controlRun({
    post: () => undefined,
    onCommand(listener) {
      command = listener
    },
    onGone(listener) {
      gone = listener
    },
  })
  return { control, send: (sent: JobCommand) => command(sent), leave: () => gone() }
}

test('a wish is taken once', () => {
  const { control, send } = controlled()
  send({ command: 'snapshot' })
  send({ command: 'learning-rate', learningRate: 0.1 })
  expect(control.hasWishes).toBe(true)
  expect([control.takeSnapshot(), control.takeSnapshot()]).toEqual([true, false])
  expect([control.takeChanges().length, control.takeChanges().length]).toEqual([1, 0])
  expect(control.hasWishes).toBe(false)
})

test('a stop at once overrules a gentle one, and not the other way round', () => {
  const { control, send } = controlled()
  send({ command: 'stop', now: false })
  expect(control.stop).toBe('stopped')
  send({ command: 'stop', now: true })
  send({ command: 'stop', now: false })
  expect(control.stop).toBe('now')
})

test('without a studio it ends, also from a pause; unless it was told to go on', async () => {
  const paused = controlled()
  paused.send({ command: 'pause' })
  const woken = paused.control.wait()
  paused.leave()
  await woken
  expect(paused.control).toMatchObject({ stop: 'orphaned', isPaused: false })

  const outliving = controlled()
  outliving.send({ command: 'outlive', outlive: true })
  outliving.leave()
  expect(outliving.control.stop).toBeUndefined()
})

test('a wish that comes while nobody waits is not waited for', async () => {
  const { control, send } = controlled()
  send({ command: 'pause' })
  await control.wait()
  send({ command: 'knob', name: 'drop/rate', value: 0.1 })
  await control.wait()
  const late = vi.fn()
  const waiting = control.wait().then(late)
  await Promise.resolve()
  expect(late).not.toHaveBeenCalled()
  send({ command: 'snapshot' })
  await waiting
})
