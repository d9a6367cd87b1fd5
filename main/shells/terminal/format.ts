/** Numbers as people read them. */

export const count = (value: number): string => Math.round(value).toLocaleString('en-US')

/** A part of one: '97.42 %'. */
export const percent = (part: number | null | undefined, digits = 2): string =>
  typeof part === 'number' ? `${(part * 100).toFixed(digits)} %` : '-'

/** A loss: four digits that count. */
export const loss = (value: number | null | undefined): string =>
  typeof value === 'number'
    ? value === 0 || value >= 1e-3
      ? value.toFixed(4)
      : value.toExponential(2)
    : 'not a number'

/** '0:07', '12:40', '3:05:10'. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** A short time as '31.4 ms' or '2.34 s', a minute and more as a clock has it. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${(seconds * 1000).toFixed(1)} ms`
  return seconds < 60 ? `${seconds.toFixed(2)} s` : clock(seconds)
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  return `${power === 0 ? value : (value / 1000 ** power).toFixed(1)} ${units[power]}`
}

export const shape = (sizes: readonly number[] | undefined): string => sizes?.join('x') ?? '?'

/** Rows of cells as lines, the first a heading or not; a column of numbers stands at the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const columns = (rows[0] ?? []).map((_, column) => {
    const cells = rows.map((row) => String(row[column] ?? ''))
    const isNumbers = cells.slice(1).every((cell) => /^(?:-?[\d,]+(?:\.\d+)?(?:e[-+]?\d+)?(?: %)?|-)$/.test(cell))
    return { width: Math.max(...cells.map((cell) => cell.length)), isNumbers }
  })
  const line = (row: readonly (string | number)[]) =>
    columns.map(({ width, isNumbers }, k) => {
      const cell = String(row[k] ?? '')
      return isNumbers ? cell.padStart(width) : cell.padEnd(width)
    })
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n')
}
