/** What a key press tells. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

export const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** Whether the press is the combination: `Mod+Shift+Z`, `Escape`, `?`. */
export function isPressed(combination: string, press: KeyPress, mac = isMac()): boolean {
  const parts = combination.split('+')
  const name = parts.pop() || '+'
  const wants = new Set(parts)
  const mod = mac ? press.metaKey : press.ctrlKey
  const otherMod = mac ? press.ctrlKey : press.metaKey
  if (mod !== wants.has('Mod') || otherMod || press.altKey !== wants.has('Alt')) return false
  // A sign such as `?` lies where the layout has it: whether that needs Shift is the layout's affair.
  const isSign = name.length === 1 && !/[a-z0-9]/i.test(name)
  if (!isSign && press.shiftKey !== wants.has('Shift')) return false
  return keyName(press).toLowerCase() === (name === 'Space' ? ' ' : name.toLowerCase())
}

/** With a Korean or Greek layout the key of Z gives another letter: then its place counts. */
function keyName({ key, code }: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return letter && !/^[\x20-\x7e]$/.test(key) ? letter : key
}

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const shortNames: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Escape: 'Esc',
  Delete: 'Del',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** As people read it: `Ctrl Shift Z`, `⌘ ⇧ Z`, `G then D` as `G D`. */
export function keysText(keys: string, mac = isMac()): string {
  return keys
    .split(/(?<=[^+ ])\+| /)
    .map((part) => (mac ? macSigns[part] : undefined) ?? shortNames[part] ?? part)
    .join(' ')
}
