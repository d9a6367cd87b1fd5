/**
 * A stranger's text, safe to show: in quotes, with control, format and direction-changing characters as escapes, and cut at 80.
 */
export function printable(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 80)}...` : text
  const safe = JSON.stringify(short).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) as number).toString(16)}}`,
  )
  return safe
}
