import { memo, useId } from 'react'
import type { CurveLinesProps } from './CurveLines'
import { curvePath } from './curvePath'

/**
 * The lines themselves, a path each. recharts goes through its whole chart for a new point of one line, some ten milliseconds four times a second while a
 * run is watched; a path is put together and painted in less than one.
 */
export const CurvePaths = memo(({ width, height, margin, series, range, scale }: CurveLinesProps) => {
  const clip = useId()
  const box = {
    left: margin.left,
    top: margin.top,
    width: Math.max(0, width - margin.left - margin.right),
    height: Math.max(0, height - margin.top - margin.bottom),
  }
  return (
    <svg className="curve-paths" width={width} height={height} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={box.left} y={box.top} width={box.width} height={box.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {series.map(({ id, colour, isDashed = false, isFaint = false, points }) => {
          const { path, single } = curvePath({ points, range, scale, box, isJoined: isDashed })
          return (
            <g key={id} data-line={id} stroke={colour} fill="none" strokeOpacity={isFaint ? 0.35 : 1}>
              <path d={path} strokeWidth={isFaint ? 1 : 1.75} {...(isDashed && { strokeDasharray: '5 4' })} />
              {isDashed && single && <circle cx={single[0]} cy={single[1]} r={2} fill={colour} />}
            </g>
          )
        })}
      </g>
    </svg>
  )
})
CurvePaths.displayName = 'CurvePaths'
