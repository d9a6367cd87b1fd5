/**
 * A curve as text: a column a point, `rows` lines between the smallest and the largest value.
 *
 *    99.40 |      ***
 *          |   ***
 *    97.10 |***
 */
export function plot(values: readonly number[], { rows = 12, columnWidth = 3, digits = 2 } = {}): string {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const rowOf = (value: number) => (high === low ? 0 : Math.round(((value - low) / (high - low)) * (rows - 1)))
  const labelWidth = Math.max(low.toFixed(digits).length, high.toFixed(digits).length)
  const lines = Array.from({ length: rows }, (_, k) => {
    const row = rows - 1 - k
    const label = row === rows - 1 ? high.toFixed(digits) : row === 0 ? low.toFixed(digits) : ''
    const dots = values.map((value) => (rowOf(value) === row ? '*' : ' ').repeat(columnWidth)).join('')
    return `${label.padStart(labelWidth)} |${dots.trimEnd()}`
  })
  return lines.join('\n')
}
