/** A part of one as a bar of so many characters. */
export function bar(part: number, width: number): string {
  const done = Math.max(0, Math.min(width, Math.round(part * width)))
  return `${'█'.repeat(done)}${'░'.repeat(width - done)}`
}
