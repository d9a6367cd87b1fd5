interface SparklineProps {
  readonly values: readonly (number | null)[]
  /** For who hears it; absent: what it shows is said beside it. */
  readonly label?: string
  readonly colour?: string
  readonly width?: number
  readonly height?: number
  /** What is at the bottom and at the top; else the least and the greatest. */
  readonly bounds?: readonly [number, number]
}

/** A curve without axes, as high as a line of text. */
export const Sparkline = ({
  values,
  label,
  colour = 'var(--ink-2)',
  width = 72,
  height = 16,
  bounds,
}: SparklineProps) => {
  const known = values.flatMap((value, k) => (value === null ? [] : [{ value, k }]))
  const [least, most] = bounds ?? [
    Math.min(...known.map(({ value }) => value)),
    Math.max(...known.map(({ value }) => value)),
  ]
  const x = (k: number) => ((k / Math.max(1, values.length - 1)) * (width - 2) + 1).toFixed(1)
  const y = (value: number) =>
    (height - 2 - (most > least ? (value - least) / (most - least) : 0.5) * (height - 4)).toFixed(1)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label, or what it shows is said beside it
    <svg
      className="sparkline"
      width={width}
      height={height}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {known.length > 1 && (
        <polyline
          points={known.map(({ value, k }) => `${x(k)},${y(value)}`).join(' ')}
          fill="none"
          stroke={colour}
          strokeWidth="1.25"
          strokeLinejoin="round"
        />
      )}
    </svg>
  )
}
