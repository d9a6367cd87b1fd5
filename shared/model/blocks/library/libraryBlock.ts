import type { z } from 'zod'
import { BlockDefinition } from '../block'

/** A block that every network may take, under its name there. */
export interface LibraryBlock {
  readonly name: string
  readonly definition: BlockDefinition
  /** The blocks that stand inside it. */
  readonly uses: readonly LibraryBlock[]
}

/** Declares one; defaults are filled in. */
export const libraryBlock = (
  name: string,
  definition: z.input<typeof BlockDefinition>,
  uses: readonly LibraryBlock[] = [],
): LibraryBlock => ({ name, definition: BlockDefinition.parse(definition), uses })

/** `blocks` of a network that takes these: their definitions and those of the blocks inside them. */
export function definitionsOf(blocks: Iterable<LibraryBlock>): Record<string, BlockDefinition> {
  const found: Record<string, BlockDefinition> = {}
  const add = ({ name, definition, uses }: LibraryBlock) => {
    if (Object.hasOwn(found, name)) return
    found[name] = definition
    for (const inner of uses) add(inner)
  }
  for (const block of blocks) add(block)
  return found
}
