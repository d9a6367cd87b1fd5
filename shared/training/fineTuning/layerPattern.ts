import { z } from 'zod'
import { nearest } from '../../nearest'
import { Problem } from '../../problem'

/**
 * Layers by name: a layer's id, a block's (with all that it holds), or either with `*` for any letters: `stem`, `stage1`, `stage*.bn1`.
 * Ids are those of the expanded network, as `inspect` lists them.
 */
export const LayerPattern = z
  .string()
  .regex(/^[A-Za-z0-9_.*-]{1,200}$/, 'a layer\'s id, a block\'s, or either with "*" for any letters')
export type LayerPattern = z.infer<typeof LayerPattern>

/** Of `ids`, those that a pattern means. Throws a Problem if there is none: a misspelt name must not freeze nothing. */
export function layersOf(pattern: LayerPattern, ids: readonly string[], place: string): string[] {
  const words = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'))
  const isMeant = new RegExp(`^${words.join('.*')}(\\..*)?$`)
  const found = ids.filter((id) => isMeant.test(id))
  if (found.length > 0) return found
  const near = nearest(pattern, new Set(ids.flatMap(withBlocks)))
  throw new Problem({
    code: 'no-such-layer',
    message: `no layer and no block is called "${pattern}"`,
    remedy: near ? `did you mean "${near}"?` : 'inspect lists the names',
    place,
  })
}

/** `stage1.0.conv` is also in `stage1` and `stage1.0`. */
const withBlocks = (id: string): string[] => {
  const parts = id.split('.')
  return parts.map((_, k) => parts.slice(0, k + 1).join('.'))
}
