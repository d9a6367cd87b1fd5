/** Which pictures are chosen, by name, and the one that the keyboard is on, by its place in the list. */
export interface Selection {
  readonly names: ReadonlySet<string>
  readonly active: number
  /** Where a range begins. */
  readonly anchor: number
}

export const noSelection: Selection = { names: new Set(), active: 0, anchor: 0 }

/** By a click or an arrow: `one` alone, `add` or take away, or everything from the anchor on. */
export function choose(
  selection: Selection,
  index: number,
  how: 'one' | 'add' | 'range' | 'move',
  nameAt: (index: number) => string | undefined,
): Selection {
  const name = nameAt(index)
  if (how === 'move') return { ...selection, active: index, anchor: index }
  if (how === 'one') return { names: new Set(name === undefined ? [] : [name]), active: index, anchor: index }
  if (how === 'add') {
    const names = new Set(selection.names)
    if (name !== undefined && !names.delete(name)) names.add(name)
    return { names, active: index, anchor: index }
  }
  const [from, to] = [Math.min(selection.anchor, index), Math.max(selection.anchor, index)]
  const names = new Set<string>()
  for (let k = from; k <= to; k++) {
    const each = nameAt(k)
    if (each !== undefined) names.add(each)
  }
  return { names, active: index, anchor: selection.anchor }
}
