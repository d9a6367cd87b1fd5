import { z } from 'zod'
import { SplitName } from './splitName'

const names = z.array(z.string().min(1)).min(1)

const common = {
  /** A person who named the pictures, or a repair of the health report. */
  by: z.enum(['person', 'repair']),
  /** Why: the code of a finding (`dark`, `label-conflict`), or a person's words. */
  reason: z.string().optional(),
}

/** One decision on a data set, of any number of pictures. It names them, so it outlives a new freezing of the version. */
export const DataSetEdit = z.discriminatedUnion('kind', [
  /** Not used. */
  z.strictObject({ kind: z.literal('exclude'), ...common, names }),
  z.strictObject({ kind: z.literal('relabel'), ...common, names, className: z.string().min(1) }),
  z.strictObject({ kind: z.literal('move'), ...common, names, split: SplitName }),
  /** To several splits in one go: what keeps groups together, undone as one. */
  z.strictObject({
    kind: z.literal('move-each'),
    ...common,
    moves: z.array(z.strictObject({ split: SplitName, names })).min(1),
  }),
  /** Of each group of pictures that are the same, the first is used and the others are not. */
  z.strictObject({ kind: z.literal('keep-one'), ...common, groups: z.array(names.min(2)).min(1) }),
])
export type DataSetEdit = z.infer<typeof DataSetEdit>

/** Pictures that an edit speaks of. */
export function namesOf(edit: DataSetEdit): readonly string[] {
  if (edit.kind === 'keep-one') return edit.groups.flat()
  return edit.kind === 'move-each' ? movesOf(edit).flatMap((move) => move.names) : edit.names
}

/** Where an edit sends pictures. */
export function movesOf(
  edit: DataSetEdit,
): readonly { readonly split: SplitName; readonly names: readonly string[] }[] {
  if (edit.kind === 'move') return [edit]
  return edit.kind === 'move-each' ? edit.moves : []
}

/** Pictures that an edit leaves out. */
export const excludedBy = (edit: DataSetEdit): readonly string[] =>
  edit.kind === 'exclude' ? edit.names : edit.kind === 'keep-one' ? edit.groups.flatMap((group) => group.slice(1)) : []
