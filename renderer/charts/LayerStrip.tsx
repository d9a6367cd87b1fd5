import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayersItem, LayersNews } from '../../shared/contract/studio/runs'
import { heatRamp, ofRamp } from '../design/heatRamp'
import { useDrawnTheme } from '../design/useDrawnTheme'
import { shortNumber } from '../runs/runMarks'
import { useSize } from './useSize'

/** `share`: the gradient as a part of the weights, by which plain gradient descent at rate 1 would move them. */
export type LayerFigure = 'gradient' | 'weight' | 'share'

interface LayerStripProps {
  readonly item: LayersItem
  readonly figure: LayerFigure
  readonly chosen: string | undefined
  readonly stepsPerEpoch: number
  onChoose(layer: string): void
}

/** A row a layer, a column a look; how dark is the logarithm of the figure, on one scale for all. */
export const LayerStrip = ({ item, figure, chosen, stepsPerEpoch, onChoose }: LayerStripProps) => {
  const { t } = useTranslation('charts')
  const { layers, looks } = item
  const canvas = useRef<HTMLCanvasElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const size = useSize(place)
  const theme = useDrawnTheme()
  const rows = useMemo(
    () => layers.map((_, k) => looks.map((look) => figureOf(look, k, figure))),
    [layers, looks, figure],
  )
  const span = useMemo(() => logSpan(rows), [rows])
  const rowHeight = Math.max(13, Math.min(84, Math.floor((size?.height ?? 140) / Math.max(1, layers.length))))
  const height = rowHeight * layers.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours hang on the theme
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !size || !canvas.current) return
    const width = canvas.current.clientWidth
    const ratio = window.devicePixelRatio
    canvas.current.width = Math.max(1, Math.round(width * ratio))
    canvas.current.height = Math.max(1, Math.round(height * ratio))
    context.scale(ratio, ratio)
    const ramp = heatRamp()
    const column = width / Math.max(1, looks.length)
    for (const [y, row] of rows.entries())
      for (const [x, value] of row.entries()) {
        context.fillStyle = value === undefined ? 'transparent' : ofRamp(ramp, part(value, span))
        context.fillRect(Math.floor(x * column), y * rowHeight, Math.ceil(column) + 0.5, rowHeight - 1)
      }
  }, [rows, span, size, height, rowHeight, looks.length, theme])
  const last = looks[looks.length - 1]
  return (
    <div className="layer-strip">
      <div className="layer-scroll" ref={place}>
        <div className="layer-grid" style={{ height }}>
          <div className="layer-names" role="listbox" aria-label={t('layers')}>
            {layers.map((layer) => (
              <button
                key={layer}
                type="button"
                role="option"
                aria-selected={layer === chosen}
                className="cut"
                title={layer}
                style={{ height: rowHeight }}
                onClick={() => onChoose(layer)}
              >
                {layer}
              </button>
            ))}
          </div>
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('stripText', { count: looks.length, layers: layers.length })}
            style={{ height }}
            onClick={(event) => {
              const row = Math.floor(event.nativeEvent.offsetY / rowHeight)
              const layer = layers[row]
              if (layer !== undefined) onChoose(layer)
            }}
          />
          <div className="layer-values">
            {layers.map((layer, k) => {
              const value = last && figureOf(last, k, figure)
              return (
                <span key={layer} style={{ height: rowHeight, lineHeight: `${rowHeight}px` }}>
                  {value === undefined ? '–' : shortNumber(value)}
                </span>
              )
            })}
          </div>
        </div>
      </div>
      <div className="layer-foot">
        <span>{t('epochFrom', { epoch: Math.floor((looks[0]?.step ?? 0) / stepsPerEpoch) })}</span>
        <span className="layer-scale">
          {shortNumber(Math.exp(span[0]))}
          <i />
          {shortNumber(Math.exp(span[1]))}
        </span>
        <span>{t('now')}</span>
      </div>
    </div>
  )
}

function figureOf({ gradients, weights }: LayersNews, k: number, figure: LayerFigure): number | undefined {
  const [gradient, weight] = [gradients[k], weights[k]]
  if (figure === 'gradient') return gradient ?? undefined
  if (figure === 'weight') return weight ?? undefined
  return typeof gradient === 'number' && weight ? gradient / weight : undefined
}

/** From the 2nd to the 98th percentile of the logarithms, at least a factor of ten. */
function logSpan(rows: readonly (readonly (number | undefined)[])[]): readonly [number, number] {
  const logs = rows
    .flat()
    .flatMap((value) => (value !== undefined && value > 0 ? [Math.log(value)] : []))
    .sort((a, b) => a - b)
  if (logs.length === 0) return [Math.log(1e-3), 0]
  const at = (share: number) => logs[Math.floor(share * (logs.length - 1))] as number
  const [from, to] = [at(0.02), at(0.98)]
  return to - from >= Math.log(10) ? [from, to] : [to - Math.log(10), to]
}

const part = (value: number, [from, to]: readonly [number, number]): number =>
  value <= 0 ? 0 : Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from)))
