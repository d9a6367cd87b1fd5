/** What became of one model in one format. */
export interface Row {
  readonly format: string
  readonly variant: string
  readonly opener: string
  readonly name: string
  /** Largest difference of an output from our engine's, and the largest output. */
  readonly difference: number
  readonly magnitude: number
  /** Pictures that got another class by more than rounding. */
  readonly top1Changed: number
  readonly verdict: string
  readonly isRight: boolean
}

/** Markdown: a line a network, a column a format; then what went wrong. */
export function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.map(({ format, variant, opener }) => `${format} ${variant} (${opener})`))]
  const names = [...new Set(rows.map(({ name }) => name))]
  const cell = (name: string, column: string) => {
    const row = rows.find((one) => one.name === name && `${one.format} ${one.variant} (${one.opener})` === column)
    return row ? (row.isRight ? row.difference.toExponential(1) : `**${row.verdict}**`) : ''
  }
  const lines = [
    "Largest difference of an output from Layerloom's own on the same pictures; no picture got another class unless it says so.",
    '',
    `| network | largest output | ${columns.join(' | ')} |`,
    `|---|---|${columns.map(() => '---').join('|')}|`,
    ...names.map((name) => {
      const magnitude = Math.max(...rows.filter((row) => row.name === name).map((row) => row.magnitude))
      return `| ${name} | ${magnitude.toFixed(1)} | ${columns.map((column) => cell(name, column)).join(' | ')} |`
    }),
    '',
  ]
  const wrong = rows.filter(({ isRight }) => !isRight)
  lines.push(wrong.length === 0 ? 'All are right.' : `${wrong.length} are NOT right:`)
  for (const { format, variant, name, verdict } of wrong) lines.push(`- ${format} ${variant} ${name}: ${verdict}`)
  return `${lines.join('\n')}\n`
}
