import { useReactFlow, useStoreApi } from '@xyflow/react'
import { memo, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'

/** Pixels; the style sheet says the same. */
const [width, height, padding] = [116, 92, 4]

interface OverviewProps {
  readonly places: ReadonlyMap<NodeKey, Place>
  readonly selected: ReadonlySet<string>
}

/**
 * The whole network, small, with the part that is seen. Press or drag to go there, turn the wheel to zoom. The marks are one path, drawn when nodes
 * change; the frame of what is seen is moved by the canvas itself.
 */
export const Overview = memo(({ places, selected }: OverviewProps) => {
  const { t } = useTranslation('editor')
  const store = useStoreApi()
  const flow = useReactFlow()
  const root = useRef<HTMLDivElement>(null)
  const seen = useRef<HTMLDivElement>(null)
  const scale = useMemo(() => scaleOf(places), [places])
  const [others, chosen] = useMemo(() => {
    const all = [...places]
    const drawn = (isChosen: boolean) =>
      all
        .filter(([key]) => selected.has(key) === isChosen)
        .map(([, { x, y, width: w, height: h }]) => `M${x} ${y}h${w}v${h}h${-w}z`)
        .join('')
    return [drawn(false), drawn(true)]
  }, [places, selected])

  useLayoutEffect(() => {
    const put = () => {
      const { transform, width: w, height: h } = store.getState()
      const [x, y, zoom] = transform
      const { by, left, top } = scale
      const style = seen.current?.style
      if (!style) return
      style.transform = `translate(${(-x / zoom) * by + left}px, ${(-y / zoom) * by + top}px)`
      style.width = `${(w / zoom) * by}px`
      style.height = `${(h / zoom) * by}px`
    }
    put()
    return store.subscribe(put)
  }, [store, scale])

  useEffect(() => {
    const element = root.current
    if (!element) return
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      event.stopPropagation()
      void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY * 0.002))
    }
    // React's own listener is passive and could not keep the canvas from moving.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [flow])

  const go = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const { by, left, top } = scale
    const [x, y] = [(event.clientX - box.x - left) / by, (event.clientY - box.y - top) / by]
    void flow.setCenter(x, y, { zoom: flow.getZoom() })
  }
  return (
    <div
      ref={root}
      className="canvas-minimap"
      role="img"
      aria-label={t('minimap')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event)
      }}
    >
      <svg aria-hidden="true">
        <g transform={`translate(${scale.left} ${scale.top}) scale(${scale.by})`}>
          <path className="sign" d={others} />
          <path className="sign chosen" d={chosen} />
        </g>
      </svg>
      <div ref={seen} className="canvas-seen" />
    </div>
  )
})
Overview.displayName = 'Overview'

/** From the canvas to the overview: all nodes in its middle. */
function scaleOf(places: ReadonlyMap<NodeKey, Place>): { by: number; left: number; top: number } {
  let [x1, y1, x2, y2] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (const place of places.values()) {
    x1 = Math.min(x1, place.x)
    y1 = Math.min(y1, place.y)
    x2 = Math.max(x2, place.x + place.width)
    y2 = Math.max(y2, place.y + place.height)
  }
  if (places.size === 0) return { by: 1, left: 0, top: 0 }
  const by = Math.min((width - 2 * padding) / Math.max(1, x2 - x1), (height - 2 * padding) / Math.max(1, y2 - y1))
  return { by, left: (width - by * (x1 + x2)) / 2, top: (height - by * (y1 + y2)) / 2 }
}
