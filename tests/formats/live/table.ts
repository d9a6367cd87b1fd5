/** What became of one model in one format. */
export interface Row {
  readonly format: string
  readonly variant: string
  readonly opener: string
  readonly name: string
  /** Pictures that were run. */
  readonly count: number
  /** Largest difference of an output from our engine's, and the largest output. */
  readonly difference: number
  readonly magnitude: number
  /** With weights of float16: the same from our engine's with the rounded weights. */
  readonly fromRounded?: number | undefined
  /** Pictures that got another class by more than rounding. */
  readonly top1Changed: number
  /** What the format has no equal for. */
  readonly refused?: string | undefined
  readonly verdict: string
  readonly isRight: boolean
}

/** Absolute limits that are wished for; rows beyond them are named, however large their outputs are. */
const limits = { float32: 1e-4, float16: 1e-2 }

/** Markdown: a line a network, a column a format; then what is beyond the limits, and what went wrong. */
export function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.map(columnOf))]
  const names = [...new Set(rows.map(({ name }) => name))]
  const most = Math.max(...rows.map(({ count }) => count))
  const cell = (name: string, column: string) => {
    const row = rows.find((one) => one.name === name && columnOf(one) === column)
    if (!row) return ''
    const of = row.count < most && row.format !== 'engine' ? ` (${row.count})` : ''
    if (row.refused) return 'refused'
    return row.isRight ? `${row.difference.toExponential(1)}${of}` : `**${row.verdict}**`
  }
  const lines = [
    `Largest difference of an output from Layerloom's own on the same ${most} pictures (in brackets: how many, where it is another number);`,
    'no picture got another class unless it says so.',
    '',
    `| network | largest output | ${columns.join(' | ')} |`,
    `|---|---|${columns.map(() => '---').join('|')}|`,
    ...names.map((name) => {
      const magnitude = Math.max(...rows.filter((row) => row.name === name).map((row) => row.magnitude))
      return `| ${name} | ${magnitude.toFixed(1)} | ${columns.map((column) => cell(name, column)).join(' | ')} |`
    }),
    '',
  ]
  const beyond = rows.filter((row) => row.difference > (isHalf(row) ? limits.float16 : limits.float32))
  if (beyond.length > 0) lines.push(`${beyond.length} are beyond 1e-4 (float16: 1e-2) as they stand:`)
  for (const row of beyond) lines.push(`- ${columnOf(row)} ${row.name}: ${row.verdict}`)
  const halves = rows.flatMap(({ fromRounded }) => fromRounded ?? [])
  if (halves.length > 0)
    lines.push(
      '',
      `Files of float16 next to our engine with weights rounded so: ${Math.max(...halves).toExponential(1)} at most.`,
    )
  const refused = rows.filter((row) => row.refused)
  if (refused.length > 0) lines.push('', 'Refused by name:')
  for (const row of refused) lines.push(`- ${columnOf(row)} ${row.name}: ${row.refused}`)
  const wrong = rows.filter(({ isRight }) => !isRight)
  lines.push('', wrong.length === 0 ? 'All are right.' : `${wrong.length} are NOT right:`)
  for (const row of wrong) lines.push(`- ${columnOf(row)} ${row.name}: ${row.verdict}`)
  return `${lines.join('\n')}\n`
}

const isHalf = ({ variant }: Row): boolean => variant.includes('float16')
const columnOf = ({ format, variant, opener }: Row): string => `${format} ${variant} (${opener})`
