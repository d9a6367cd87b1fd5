import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { Command } from './command'
import { type CommandSource, commandRegistry } from './registry'

/** A view's commands, for as long as it is shown. They may be written anew at each drawing: the newest are done. */
export function useCommands(commands: readonly Command[]): void {
  const source = useRef<CommandSource>({ commands })
  const told = useRef('')
  useLayoutEffect(() => {
    source.current.commands = commands
    const shown = commands.map(({ id, label, keys }) => `${id}\t${label}\t${keys?.join()}`).join('\n')
    // The first time it is registered below.
    if (told.current !== '' && told.current !== shown) commandRegistry.changed()
    told.current = shown
  })
  useEffect(() => commandRegistry.register(source.current), [])
}

/** All commands that there are now. */
export const useCommandList = (): readonly Command[] =>
  useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list)
