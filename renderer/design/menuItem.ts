import type { LucideIcon } from './Icon'

/** A line of a menu. */
export type MenuItem =
  | 'line'
  | {
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon
      /** As in a command. */
      readonly keys?: string
      readonly disabled?: boolean
      readonly danger?: boolean
      run(): void
    }
