import { expect, test } from 'vitest'
import { isPressed, type KeyPress, keysText } from './keys'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test.each([
  ['Mod+Z', press('z', { ctrlKey: true }), false, true],
  ['Mod+Z', press('z', { metaKey: true }), true, true],
  ['Mod+Z', press('z', { metaKey: true }), false, false],
  ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, false],
  ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
  ['Mod+Z', press('z'), false, false],
  ['z', press('z', { ctrlKey: true }), false, false],
  // 한글: the key of Z gives a jamo, or the input method takes it.
  ['Mod+Z', press('ㅋ', { ctrlKey: true, code: 'KeyZ' }), false, true],
  ['Mod+Z', press('Process', { ctrlKey: true, code: 'KeyZ' }), false, true],
  // A layout on which the key at Z's place is Y keeps its letters.
  ['Mod+Z', press('y', { ctrlKey: true, code: 'KeyZ' }), false, false],
  ['?', press('?', { shiftKey: true }), false, true],
  ['?', press('?'), false, true],
  ['Mod++', press('+', { ctrlKey: true }), false, true],
  ['Space', press(' '), false, true],
  ['Escape', press('Escape'), false, true],
  ['Alt+1', press('1', { altKey: true }), false, true],
  ['1', press('1', { altKey: true }), false, false],
])('%s by %j (mac: %s): %s', (keys, pressed, mac, expected) => expect(isPressed(keys, pressed, mac)).toBe(expected))

test.each([
  ['Mod+Shift+Z', false, 'Ctrl Shift Z'],
  ['Mod+Shift+Z', true, '⌘ ⇧ Z'],
  ['G D', false, 'G D'],
  ['Escape', false, 'Esc'],
  ['Mod++', false, 'Ctrl +'],
  ['+', false, '+'],
])('%s (mac: %s) is written %s', (keys, mac, text) => expect(keysText(keys, mac)).toBe(text))
