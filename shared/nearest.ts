/** The word that `given` most likely stands for: the one a few keystrokes away; `undefined` if none is that near. */
export function nearest(given: string, words: Iterable<string>): string | undefined {
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '')
  const wanted = plain(given)
  let best: string | undefined
  // A third of the word may be wrong, and of short ones a letter.
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const word of words) {
    const distance = editDistance(wanted, plain(word), least)
    if (distance < least) [best, least] = [word, distance]
  }
  return best
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein 1966); `limit` if as many or more. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit
  let row = Array.from({ length: to.length + 1 }, (_, k) => k)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let k = 1; k <= to.length; k++) {
      const replaced = (row[k - 1] as number) + (from[i - 1] === to[k - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[k] as number) + 1, (next[k - 1] as number) + 1))
    }
    row = next
  }
  return Math.min(row[to.length] as number, limit)
}
