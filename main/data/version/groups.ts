/** Numbers 0 to count - 1 put together pair by pair (union-find with path halving). */
export class Groups {
  private readonly parent: Int32Array

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i)
  }

  /** The same number for all members of a group: the smallest of them. */
  of(member: number): number {
    const { parent } = this
    let at = member
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number
      at = parent[at] as number
    }
    return at
  }

  join(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)]
    if (a !== b) this.parent[Math.max(a, b)] = Math.min(a, b)
  }

  /** Joins members that have the same key; `undefined` joins with nobody. */
  joinByKey(keys: Iterable<string | undefined>): void {
    const first = new Map<string, number>()
    let member = 0
    for (const key of keys) {
      const before = key === undefined ? undefined : first.get(key)
      if (before !== undefined) this.join(before, member)
      else if (key !== undefined) first.set(key, member)
      member++
    }
  }
}
