import type { ReactNode } from 'react'

/**
 * A title with the letters lit that were typed, or `undefined` if it has not all of them in that order. Letters side by side are looked
 * for first: `pool` lights the word, not four letters on the way.
 */
export function lit(title: string, typed: string): ReactNode | undefined {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, '')
  if (wanted === '') return title
  const places = matched(title, wanted)
  if (!places) return undefined
  return [...title].map((letter, k) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: letters have nothing but places
    places.has(k) ? <mark key={k}>{letter}</mark> : letter,
  )
}

export function matched(title: string, wanted: string): ReadonlySet<number> | undefined {
  const letters = [...title.toLowerCase()]
  const whole = letters.join('').indexOf(wanted)
  if (whole >= 0 && letters.length === title.length) return new Set([...wanted].map((_, k) => whole + k))
  const places = new Set<number>()
  let at = 0
  for (const letter of wanted) {
    while (at < letters.length && letters[at] !== letter) at++
    if (at === letters.length) return undefined
    places.add(at++)
  }
  return places
}
