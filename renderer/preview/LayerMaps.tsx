import { memo, useMemo } from 'react'
import type { LayerActivation } from '../../shared/contract/lab/labAnswer'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { Pixels } from './Pixels'
import { useActivation } from './preview'
import { tinted } from './tint'
import { layerOfNode } from './useShownLayers'
import './preview.css'

/** Three feature maps of a node for the picture that is looked at; of a vector its values as bars. Nothing where they are not known. */
export const LayerMaps = memo(({ layer }: { layer: string }) => {
  const { inference } = useLaterNetwork()
  const activation = useActivation(layerOfNode(inference, layer))
  if (!activation) return null
  return activation.kind === 'maps' ? <Maps activation={activation} /> : <Bars pixels={activation.pixels} />
})

const Maps = ({ activation }: { activation: Extract<LayerActivation, { kind: 'maps' }> }) => {
  const { tile, maps, pixels } = activation
  const [height, width] = tile
  const tiles = useMemo(() => {
    const size = height * width
    return maps.map(({ channel }, k) => ({ channel, rgba: tinted(pixels.subarray(k * size, (k + 1) * size)) }))
  }, [maps, pixels, height, width])
  return tiles.map(({ channel, rgba }) => (
    <Pixels key={channel} pixels={rgba} width={width} height={height} className="layer-map" />
  ))
}

const mostBars = 20

const Bars = ({ pixels }: { pixels: Uint8Array }) => {
  const values = [...pixels.subarray(0, mostBars)]
  const step = 82 / Math.max(values.length, 1)
  return (
    <svg className="layer-bars" viewBox="0 0 82 26" aria-hidden="true">
      {values.map((value, k) => {
        const height = 1 + (25 * value) / 255
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <rect key={k} x={k * step} y={26 - height} width={Math.max(step - 1.5, 1)} height={height} />
      })}
    </svg>
  )
}
