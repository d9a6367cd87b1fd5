/** Where letters are lit: from, to (behind the last). */
export type LitRange = readonly [from: number, to: number]

export interface Match {
  /** Greater is better; 0 is none. */
  readonly score: number
  readonly ranges: readonly LitRange[]
}

const none: Match = { score: 0, ranges: [] }

/**
 * How well a text answers what somebody typed: every word of it must be there; the beginning of the text counts most, then the beginning of a word, then
 * the middle. Without one, the letters in their order do (`mxp`: Max pool), and Korean initials (`ㅎㅅㄱ`: 합성곱).
 */
export function match(query: string, text: string): Match {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return { score: 1, ranges: [] }
  const low = lower(text)
  const found = words.map((word) => wordIn(word, low) ?? initialsIn(word, text))
  if (found.every((one) => one !== undefined))
    return { score: Math.min(...found.map(({ score }) => score)), ranges: merged(found.map(({ range }) => range)) }
  return words.length === 1 ? lettersIn(words[0] as string, low) : none
}

/** Lower case letter by letter, so that places stay what they are. */
const lower = (text: string): string =>
  Array.from({ length: text.length }, (_, k) => {
    const small = (text[k] as string).toLowerCase()
    return small.length === 1 ? small : (text[k] as string)
  }).join('')

function wordIn(word: string, text: string): { score: number; range: LitRange } | undefined {
  let best: { score: number; range: LitRange } | undefined
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isWhole = at === 0 && word.length === text.length
    const score = isWhole ? 100 : at === 0 ? 80 : /[\s\-_./(]/.test(text[at - 1] as string) ? 60 : 40
    if (score > (best?.score ?? 0)) best = { score, range: [at, at + word.length] }
  }
  return best
}

/** Letters in their order, near each other enough to be meant. */
function lettersIn(word: string, text: string): Match {
  if (word.length < 2) return none
  const places: number[] = []
  for (const letter of word) {
    const at = text.indexOf(letter, (places.at(-1) ?? -1) + 1)
    if (at < 0) return none
    places.push(at)
  }
  const spread = (places.at(-1) as number) - (places[0] as number) + 1
  // The first letter begins a word, and they do not lie about in a long text.
  const first = places[0] as number
  if (spread > word.length * 4 || (first > 0 && !/[\s\-_./(]/.test(text[first - 1] as string))) return none
  return { score: 20, ranges: merged(places.map((at) => [at, at + 1] as const)) }
}

const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const isInitials = /^[ㄱ-ㅎ]+$/

/** 가 to 힣 are laid out by their first consonant, 588 to each. */
function initialsIn(word: string, text: string): { score: number; range: LitRange } | undefined {
  if (!isInitials.test(word)) return undefined
  const first = Array.from({ length: text.length }, (_, k) => {
    const code = text.charCodeAt(k) - 0xac00
    return code >= 0 && code < 11172 ? (initials[Math.floor(code / 588)] as string) : (text[k] as string)
  }).join('')
  const at = first.indexOf(word)
  return at < 0 ? undefined : { score: at === 0 ? 70 : 50, range: [at, at + word.length] }
}

function merged(ranges: readonly LitRange[]): LitRange[] {
  const joined: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
