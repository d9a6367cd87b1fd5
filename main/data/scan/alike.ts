import { Groups } from '../version/groups'

/** Positions that belong together, two or more, each group and the groups in order. */
export type AlikeGroups = readonly (readonly number[])[]

/** Groups of equal keys; `undefined` belongs to none. */
export function equalGroups(keys: readonly (string | undefined)[]): AlikeGroups {
  const groups = new Groups(keys.length)
  groups.joinByKey(keys)
  return listed(groups, keys.length)
}

/** Groups of what pairs connect, directly or through others; `count` positions in all. */
export function connectedGroups(pairs: readonly (readonly [number, number])[], count: number): AlikeGroups {
  const groups = new Groups(count)
  for (const [i, j] of pairs) groups.join(i, j)
  return listed(groups, count)
}

function listed(groups: Groups, count: number): AlikeGroups {
  const members = new Map<number, number[]>()
  for (let k = 0; k < count; k++) {
    const first = groups.of(k)
    if (first === k) continue
    const group = members.get(first)
    if (group) group.push(k)
    else members.set(first, [first, k])
  }
  return [...members.values()].sort(([a], [b]) => (a as number) - (b as number))
}

/**
 * The ones of a group to keep so that no two of them are a pair and each other one is the pair of one that is kept: from the first
 * on. In a chain of slowly changing pictures that is more than one.
 */
export function keptOf(group: readonly number[], isPair: (i: number, j: number) => boolean): number[] {
  const kept: number[] = []
  for (const k of group) if (!kept.some((other) => isPair(other, k))) kept.push(k)
  return kept
}
