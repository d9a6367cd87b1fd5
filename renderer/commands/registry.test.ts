import { expect, test } from 'vitest'
import type { Command } from './command'
import type { KeyPress } from './keys'
import { CommandRegistry } from './registry'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})
const command = (id: string, more: Partial<Command> = {}): Command => ({ id, label: id, run: () => undefined, ...more })
const still = { isTyping: false, now: 0 }

test("a page's command stands before the frame's of the same id, and the frame's is back when the page is gone", () => {
  const registry = new CommandRegistry()
  let done = ''
  registry.register({ commands: [command('find', { run: () => (done = 'all') }), command('other')] })
  const gone = registry.register({ commands: [command('find', { run: () => (done = 'here') })] })
  expect(registry.list().map(({ id }) => id)).toEqual(['find', 'other'])
  expect(registry.run('find')).toBe(true)
  expect(done).toBe('here')
  gone()
  registry.run('find')
  expect(done).toBe('all')
  expect(registry.run('never')).toBe(false)
})

test('one that cannot be done now is not done, and its keys go to the next that can', () => {
  const registry = new CommandRegistry()
  registry.register({ commands: [command('frame', { keys: ['Escape'] })] })
  registry.register({ commands: [command('page', { keys: ['Escape'], isEnabled: () => false })] })
  expect(registry.press(press('Escape'), still)?.id).toBe('frame')
  expect(registry.run('page')).toBe(false)
  expect([registry.canRun('page'), registry.canRun('frame'), registry.canRun('never')]).toEqual([false, true, false])
})

test('while somebody types only what is meant for everywhere hears its keys', () => {
  const registry = new CommandRegistry()
  registry.register({
    commands: [
      command('fit', { keys: ['.'] }),
      command('palette', { keys: ['Mod+K'], everywhere: true }),
      command('train', { keys: ['Mod+Enter'], everywhere: 'fields' }),
    ],
  })
  const typing = { isTyping: true, now: 0 }
  expect(registry.press(press('.'), typing)).toBeUndefined()
  expect(registry.press(press('k', { ctrlKey: true }), typing)?.id).toBe('palette')
  // What a page begins may be asked for from its fields, not from a dialog over it.
  expect(registry.press(press('Enter', { ctrlKey: true }), typing)?.id).toBe('train')
  expect(registry.press(press('Enter', { ctrlKey: true }), { ...typing, isOver: true })).toBeUndefined()
  expect(registry.press(press('k', { ctrlKey: true }), { ...typing, isOver: true })?.id).toBe('palette')
  expect(registry.press(press('.'), still)?.id).toBe('fit')
})

test('keys one behind the other: in time, and only these', () => {
  const registry = new CommandRegistry()
  registry.register({ commands: [command('go', { keys: ['G D'] }), command('d', { keys: ['D'] })] })
  expect(registry.press(press('g'), { isTyping: false, now: 0 })).toBeUndefined()
  expect(registry.press(press('d'), { isTyping: false, now: 500 })?.id).toBe('go')
  expect(registry.press(press('d'), { isTyping: false, now: 600 })?.id).toBe('d')
  registry.press(press('g'), { isTyping: false, now: 1000 })
  expect(registry.press(press('d'), { isTyping: false, now: 2500 })?.id).toBe('d')
})

test('listeners hear of what comes and goes', () => {
  const registry = new CommandRegistry()
  let heard = 0
  const leave = registry.subscribe(() => heard++)
  registry.register({ commands: [command('a')] })()
  expect(heard).toBe(2)
  leave()
  registry.register({ commands: [] })
  expect(heard).toBe(2)
})
