import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { Command } from './command'
import { type CommandSource, commandRegistry, isEnabled } from './registry'

/** A view's commands, for as long as it is shown. They may be written anew at each drawing: the newest are done. */
export function useCommands(commands: readonly Command[]): void {
  const source = useRef<CommandSource>({ commands })
  const told = useRef('')
  useLayoutEffect(() => {
    source.current.commands = commands
    const shown = commands
      .map((command) => `${command.id}\t${command.label}\t${command.keys?.join()}\t${isEnabled(command)}`)
      .join('\n')
    // The first time it is registered below.
    if (told.current !== '' && told.current !== shown) commandRegistry.changed()
    told.current = shown
  })
  useEffect(() => commandRegistry.register(source.current), [])
}

/** All commands that there are now. */
export const useCommandList = (): readonly Command[] =>
  useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list)

/** Whether a command can be done, as its page has it where it has one of its own: for buttons outside of the view. */
export const useCanRun = (id: string): boolean =>
  useSyncExternalStore(commandRegistry.subscribe, () => commandRegistry.canRun(id))
