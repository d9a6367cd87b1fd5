import type { LucideIcon } from 'lucide-react'

/**
 * Something that a person can ask for. One list of them feeds the keys, the palette, the sheet of keys, the desktop's menu and the tests.
 */
export interface Command {
  /** Stable, such as `undo` or `model.fit`. A page's command goes before a global one of the same id. */
  readonly id: string
  /** In the language of the window. */
  readonly label: string
  readonly icon?: LucideIcon
  /** Any of these: `Mod+Z`, `Shift+Delete`, `?`, or one behind the other, `G D`. `Mod` is Ctrl, and Cmd on a Mac. Shift is not written for signs that need it. */
  readonly keys?: readonly string[]
  /** Under which heading the sheet of keys has it. */
  readonly group?: string
  /** Its keys work while somebody types in a field too; where `true`, also under an open dialog. */
  readonly everywhere?: boolean | 'fields'
  /** Not offered in the palette: walking with arrows, and what else makes no sense there. */
  readonly isHidden?: boolean
  isEnabled?(): boolean
  run(): void
}
