import type { LitRange } from '../palette/match'
import './Lit.css'

/** A text with the letters lit that were looked for; `ranges` from `match`. */
export const Lit = ({ text, ranges }: { text: string; ranges: readonly LitRange[] }) => {
  const parts: { from: number; text: string; isLit: boolean }[] = []
  let at = 0
  for (const [from, to] of ranges) {
    if (from > at) parts.push({ from: at, text: text.slice(at, from), isLit: false })
    parts.push({ from, text: text.slice(from, to), isLit: true })
    at = to
  }
  if (at < text.length) parts.push({ from: at, text: text.slice(at), isLit: false })
  return parts.map((part) =>
    part.isLit ? (
      <mark key={part.from} className="lit">
        {part.text}
      </mark>
    ) : (
      <span key={part.from}>{part.text}</span>
    ),
  )
}
