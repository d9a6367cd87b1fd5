/** A line of a chart: values at x = `from`, `from` + 1 and so on; a value that is not finite (or not above 0 where y is logarithmic) is left out. */
export interface Line {
  readonly name: string
  readonly colour: string
  readonly dash?: string
  readonly from?: number
  readonly values: readonly number[]
}

export interface Chart {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly logarithmic?: boolean
  readonly lines: readonly Line[]
}

const [width, height] = [460, 300]
const margin = { left: 62, right: 14, top: 34, bottom: 44 }
const legendRow = 15

/** Charts side by side, `columns` in a row, as one SVG file. */
export function svgFigure(title: string, charts: readonly Chart[], columns = 2): string {
  const most = Math.max(...charts.map(({ lines }) => lines.length))
  const cell = height + Math.ceil(most / 2) * legendRow + 8
  const rows = Math.ceil(charts.length / columns)
  const [wide, high] = [columns * width, 40 + rows * cell]
  const placed = charts.map(
    (chart, k) =>
      `<g transform="translate(${(k % columns) * width} ${40 + Math.floor(k / columns) * cell})">${draw(chart)}</g>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="sans-serif" font-size="11">`,
    `<rect width="${wide}" height="${high}" fill="white"/>`,
    `<text x="16" y="25" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...placed,
    '</svg>\n',
  ].join('\n')
}

function draw({ title, x, y, logarithmic = false, lines }: Chart): string {
  const isShown = (value: number) => Number.isFinite(value) && (!logarithmic || value > 0)
  const values = lines.flatMap((line) => line.values.filter(isShown))
  const scale = (value: number) => (logarithmic ? Math.log10(value) : value)
  const [low, high] = logarithmic
    ? [Math.floor(scale(Math.min(...values))), Math.ceil(scale(Math.max(...values)))]
    : [Math.min(0, ...values), Math.max(...values) * 1.04]
  const first = Math.min(...lines.map(({ from = 1 }) => from))
  const last = Math.max(first + 1, ...lines.map(({ from = 1, values: all }) => from + all.length - 1))
  const across = (at: number) => margin.left + ((at - first) / (last - first)) * (width - margin.left - margin.right)
  const up = (value: number) =>
    height - margin.bottom - ((scale(value) - low) / (high - low || 1)) * (height - margin.top - margin.bottom)
  const ticks = logarithmic ? powers(low, high) : roundSteps(low, high)
  const grid = ticks.map((tick) => {
    const at = up(tick).toFixed(1)
    const text = logarithmic ? `1e${Math.round(Math.log10(tick))}` : String(Number(tick.toPrecision(6)))
    return `<path d="M${margin.left} ${at}H${width - margin.right}" stroke="#ddd"/><text x="${margin.left - 6}" y="${at}" dy="4" text-anchor="end">${text}</text>`
  })
  const bottom = roundSteps(first, last)
    .filter((tick) => Number.isInteger(tick) && tick >= first)
    .map(
      (tick) =>
        `<text x="${across(tick).toFixed(1)}" y="${height - margin.bottom + 15}" text-anchor="middle">${tick}</text>`,
    )
  const curves = lines.map(({ colour, dash, from = 1, values: all }) => {
    const points = all.flatMap((value, k) =>
      isShown(value) ? [`${across(from + k).toFixed(1)} ${up(value).toFixed(1)}`] : [],
    )
    const dots = points
      .map((point) => `<circle cx="${point.replace(' ', '" cy="')}" r="1.8" fill="${colour}"/>`)
      .join('')
    return `<path d="M${points.join('L') || '0 0'}" fill="none" stroke="${colour}" stroke-width="1.6"${dash ? ` stroke-dasharray="${dash}"` : ''}/>${dots}`
  })
  const legend = lines.map(({ name, colour, dash }, k) => {
    const [left, top] = [margin.left + (k % 2) * 200, height + 6 + Math.floor(k / 2) * legendRow]
    return `<path d="M${left} ${top}h24" stroke="${colour}" stroke-width="1.6"${dash ? ` stroke-dasharray="${dash}"` : ''}/><text x="${left + 30}" y="${top}" dy="4">${escaped(name)}</text>`
  })
  return [
    `<text x="${margin.left}" y="20" font-size="12" font-weight="600">${escaped(title)}</text>`,
    ...grid,
    `<path d="M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}" fill="none" stroke="#888"/>`,
    ...bottom,
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - margin.bottom + 30}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(16 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    ...curves,
    ...legend,
  ].join('\n')
}

/** Powers of ten from 10^low to 10^high, at most about eight of them. */
function powers(low: number, high: number): number[] {
  const every = Math.max(1, Math.ceil((high - low) / 8))
  return Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, k) => 10 ** (low + k * every))
}

/** Multiples of 1, 2 or 5 times a power of ten, four to ten of them. */
function roundSteps(low: number, high: number): number[] {
  const rough = (high - low) / 5 || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const from = Math.ceil(low / step - 1e-9)
  return Array.from({ length: Math.floor(high / step + 1e-9) - from + 1 }, (_, k) => (from + k) * step)
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
