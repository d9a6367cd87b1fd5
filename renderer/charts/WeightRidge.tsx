import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayersNews } from '../../shared/contract/studio/runs'
import { shortNumber } from '../runs/runMarks'
import { ridgeOf } from './ridge'
import { useSize } from './useSize'

interface WeightRidgeProps {
  readonly looks: readonly LayersNews[]
  readonly layer: string
  readonly stepsPerEpoch: number
}

const places = 65

/** How the weights of a layer lie, oldest at the top, the newest in front. */
export const WeightRidge = ({ looks, layer, stepsPerEpoch }: WeightRidgeProps) => {
  const { t } = useTranslation('charts')
  const place = useRef<HTMLDivElement>(null)
  const size = useSize(place)
  const lines = Math.max(4, Math.min(9, Math.floor(((size?.height ?? 120) - 16) / 14)))
  const ridge = useMemo(() => ridgeOf(looks, lines, places), [looks, lines])
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  const newest = ridge?.lines.at(-1)
  return (
    <div className="weight-ridge">
      <div className="ridge-place" ref={place}>
        {ridge && newest && width > 20 && (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={t('ridgeText', {
              layer,
              reach: shortNumber(ridge.reach),
              epoch: (newest.step / stepsPerEpoch).toFixed(1),
            })}
          >
            {ridge.lines.map(({ step, heights }, k) => {
              const room = height * 0.3
              const base = room + ((height - room - 2) * (k + 1)) / ridge.lines.length
              const points = heights.map(
                (value, x) => `${((x / (places - 1)) * width).toFixed(1)} ${(base - value * room).toFixed(1)}`,
              )
              const isNewest = k === ridge.lines.length - 1
              return (
                <g key={step} className={isNewest ? 'ridge-line newest' : 'ridge-line'}>
                  <path className="ridge-fill" d={`M0 ${base} L${points.join(' L')} L${width} ${base} Z`} />
                  <path className="ridge-edge" d={`M${points.join(' L')}`} />
                </g>
              )
            })}
          </svg>
        )}
      </div>
      {ridge && (
        <div className="layer-foot">
          <span>{shortNumber(-ridge.reach)}</span>
          <span>0</span>
          <span>{shortNumber(ridge.reach)}</span>
        </div>
      )}
    </div>
  )
}
