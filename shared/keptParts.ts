/**
 * `now`, with each part that says the same as `before` does replaced by that very part: who compares objects then sees what changed, however the value
 * came here. Items of lists are found again by their `id`, else by their place; what is `undefined` is not there.
 */
export function keptParts<T>(before: unknown, now: T): T {
  if (before === now || !isObject(before) || !isObject(now)) return now
  if (Array.isArray(now)) return (Array.isArray(before) ? keptItems(before, now) : now) as T
  if (Array.isArray(before)) return now
  let isSame = true
  const kept: [key: string, value: unknown][] = []
  for (const key of Object.keys(now)) {
    const value = now[key]
    if (value === undefined) continue
    const old = Object.hasOwn(before, key) ? before[key] : undefined
    const keeps = keptParts(old, value)
    kept.push([key, keeps])
    if (keeps !== old) isSame = false
  }
  return (isSame && definedKeys(before) === kept.length ? before : Object.fromEntries(kept)) as T
}

function keptItems(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.flatMap((item) => (idOf(item) === undefined ? [] : [[idOf(item), item] as const])))
  let isSame = before.length === now.length
  const kept = now.map((item, place) => {
    const id = idOf(item)
    const keeps = keptParts(id === undefined ? before[place] : byId.get(id), item)
    if (keeps !== before[place]) isSame = false
    return keeps
  })
  return isSame ? before : kept
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const idOf = (item: unknown): string | undefined =>
  isObject(item) && typeof item.id === 'string' ? item.id : undefined

function definedKeys(value: Record<string, unknown>): number {
  let count = 0
  for (const key of Object.keys(value)) if (value[key] !== undefined) count++
  return count
}
