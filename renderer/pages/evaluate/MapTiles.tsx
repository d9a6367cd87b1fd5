import { memo, useMemo } from 'react'
import { Pixels } from '../../preview/Pixels'
import { coloured, tinted } from '../../preview/tint'

/** Small pictures of one size that lie one behind the other in `pixels`. `tint`: grey ones as maps are shown. */
export const MapTiles = memo(
  ({
    pixels,
    height,
    width,
    channels = 1,
    tint = false,
    isLine = false,
    labels,
  }: {
    pixels: Uint8Array
    height: number
    width: number
    channels?: 1 | 3
    tint?: boolean
    /** One line of them, as many as there is room for. */
    isLine?: boolean
    labels?: readonly string[]
  }) => {
    const tiles = useMemo(() => {
      const size = height * width * channels
      const count = Math.floor(pixels.length / size)
      return Array.from({ length: count }, (_, k) => {
        const own = pixels.subarray(k * size, (k + 1) * size)
        return tint ? tinted(own) : coloured(own, channels)
      })
    }, [pixels, height, width, channels, tint])
    return (
      <div className={isLine ? 'map-tiles line' : 'map-tiles'}>
        {tiles.map((tile, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tile is its channel
          <span key={k} className="map-tile" title={labels?.[k]}>
            <Pixels pixels={tile} width={width} height={height} />
          </span>
        ))}
      </div>
    )
  },
)
