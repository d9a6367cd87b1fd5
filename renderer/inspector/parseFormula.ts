/** A part of a formula: text as it is set, or something below or above the line. */
export type FormulaPart =
  | { readonly kind: 'sign'; readonly text: string }
  /** A variable: set italic. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'below' | 'above'; readonly parts: readonly FormulaPart[] }

/**
 * Reads the markup of layers' formulas: `_{...}` stands below, `^{...}` above, single letters are variables, words are functions.
 * Throws where a brace has no partner.
 */
export function parseFormula(markup: string): readonly FormulaPart[] {
  const { parts, end } = read(markup, 0)
  if (end !== markup.length) throw new Error(`a brace too many in ${markup}`)
  return parts
}

const letter = /[\p{L}′]/u

function read(markup: string, start: number): { parts: FormulaPart[]; end: number } {
  const parts: FormulaPart[] = []
  let at = start
  // Sets have braces of their own: {0, 1}.
  let open = 0
  while (at < markup.length) {
    const sign = markup[at] as string
    if (sign === '}' && open === 0) break
    if (sign === '{' || sign === '}') {
      open += sign === '{' ? 1 : -1
      parts.push({ kind: 'sign', text: sign })
      at++
      continue
    }
    if ((sign === '_' || sign === '^') && markup[at + 1] === '{') {
      const inner = read(markup, at + 2)
      if (markup[inner.end] !== '}') throw new Error(`a brace is not closed in ${markup}`)
      parts.push({ kind: sign === '_' ? 'below' : 'above', parts: inner.parts })
      at = inner.end + 1
      continue
    }
    const isName = letter.test(sign)
    let end = at + 1
    while (
      end < markup.length &&
      !'_^{}'.includes(markup[end] as string) &&
      letter.test(markup[end] as string) === isName
    )
      end++
    parts.push(...(isName ? named(markup.slice(at, end)) : [{ kind: 'sign' as const, text: markup.slice(at, end) }]))
    at = end
  }
  if (open > 0) throw new Error(`a brace is not closed in ${markup}`)
  return { parts, end: at }
}

const functions = new Set(['max', 'min', 'tanh', 'log'])

/** `wx` is w times x, and `max` is a word. */
const named = (text: string): FormulaPart[] =>
  functions.has(text) || /^[Σ√Φ]$/u.test(text) ? [{ kind: 'sign', text }] : [{ kind: 'name', text }]
