import type { Command } from './command'
import { isPressed, type KeyPress } from './keys'

/** A view's commands for as long as it is shown. */
export interface CommandSource {
  commands: readonly Command[]
}

/** How long the second key of `G D` is waited for, in milliseconds. */
const sequenceMs = 1000

/** All commands that there are now. What was registered last goes first: the page over the frame, a dialog over the page. */
export class CommandRegistry {
  private readonly sources: CommandSource[] = []
  private readonly listeners = new Set<() => void>()
  private all: readonly Command[] = []
  private begun: { readonly key: string; readonly at: number } | undefined

  register(source: CommandSource): () => void {
    this.sources.push(source)
    this.changed()
    return () => {
      this.sources.splice(this.sources.indexOf(source), 1)
      this.changed()
    }
  }

  /** A source has other commands than before. */
  changed(): void {
    const seen = new Set<string>()
    this.all = [...this.sources]
      .reverse()
      .flatMap(({ commands }) => commands)
      .filter(({ id }) => !seen.has(id) && seen.add(id))
    for (const listener of [...this.listeners]) listener()
  }

  readonly list = (): readonly Command[] => this.all

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Does it if it is there and can be done now. The newest of its view is taken, which may have been drawn anew since it was listed. */
  run(id: string): boolean {
    const command = this.newest().find((known) => known.id === id)
    if (!command || !isEnabled(command)) return false
    command.run()
    return true
  }

  /** Whether it is there and can be done now. */
  canRun(id: string): boolean {
    const command = this.newest().find((known) => known.id === id)
    return command !== undefined && isEnabled(command)
  }

  /**
   * What a press of keys asks for. `isTyping`: it went into a field, or into what lies over the page (`isOver`).
   *
   * @param now in milliseconds
   */
  press(
    press: KeyPress,
    { isTyping, isOver = false, now }: { isTyping: boolean; isOver?: boolean; now: number },
  ): Command | undefined {
    const begun = this.begun && now - this.begun.at < sequenceMs ? this.begun.key : undefined
    this.begun = undefined
    const isHeard = ({ everywhere }: Command) =>
      everywhere === true || (everywhere === 'fields' && !isOver) || !(isTyping || isOver)
    const offered = this.newest().filter((command) => isHeard(command) && isEnabled(command))
    const wanted = (matches: (keys: string) => boolean) => offered.find(({ keys = [] }) => keys.some(matches))
    const second =
      begun && wanted((keys) => keys.startsWith(`${begun} `) && isPressed(keys.slice(begun.length + 1), press))
    if (second) return second
    const single = wanted((keys) => !keys.includes(' ') && isPressed(keys, press))
    if (single) return single
    const first = offered
      .flatMap(({ keys = [] }) => keys.filter((one) => one.includes(' ')))
      .map((keys) => keys.split(' ')[0] as string)
      .find((key) => isPressed(key, press))
    if (first) this.begun = { key: first, at: now }
    return undefined
  }

  private newest(): readonly Command[] {
    return [...this.sources].reverse().flatMap(({ commands }) => commands)
  }
}

export const isEnabled = (command: Command): boolean => command.isEnabled?.() ?? true

/** The window's. */
export const commandRegistry = new CommandRegistry()
