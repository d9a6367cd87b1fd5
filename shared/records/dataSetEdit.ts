import { z } from 'zod'
import { SplitName } from './splitName'

const name = z.string().min(1)
const names = z.array(name).min(1)

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
  /** As a numbered version had it: only what differs from the state before. */
  z.strictObject({
    kind: z.literal('restore'),
    ...common,
    number: z.int().positive(),
    /** Used again, and used no more. */
    back: z.array(name),
    out: z.array(name),
    labels: z.array(z.strictObject({ className: z.string().min(1), names })),
    moves: z.array(z.strictObject({ split: SplitName, names })),
  }),
])
export type DataSetEdit = z.infer<typeof DataSetEdit>

/** Pictures that an edit speaks of. */
export function namesOf(edit: DataSetEdit): readonly string[] {
  if (edit.kind === 'keep-one') return edit.groups.flat()
  if (edit.kind === 'move-each') return movesOf(edit).flatMap((move) => move.names)
  if (edit.kind !== 'restore') return edit.names
  return [...new Set([...edit.back, ...edit.out, ...[...edit.labels, ...edit.moves].flatMap((part) => part.names)])]
}

/** Where an edit sends pictures. */
export function movesOf(
  edit: DataSetEdit,
): readonly { readonly split: SplitName; readonly names: readonly string[] }[] {
  if (edit.kind === 'move') return [edit]
  return edit.kind === 'move-each' || edit.kind === 'restore' ? edit.moves : []
}

/** What an edit says pictures show. */
export function labelsOf(
  edit: DataSetEdit,
): readonly { readonly className: string; readonly names: readonly string[] }[] {
  if (edit.kind === 'relabel') return [edit]
  return edit.kind === 'restore' ? edit.labels : []
}

/** Pictures that an edit leaves out. */
export function excludedBy(edit: DataSetEdit): readonly string[] {
  if (edit.kind === 'exclude') return edit.names
  if (edit.kind === 'restore') return edit.out
  return edit.kind === 'keep-one' ? edit.groups.flatMap((group) => group.slice(1)) : []
}

/** Pictures that an edit takes in again. */
export const includedBy = (edit: DataSetEdit): readonly string[] => (edit.kind === 'restore' ? edit.back : [])
