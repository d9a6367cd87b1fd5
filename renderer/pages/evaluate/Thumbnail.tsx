import { memo, useMemo } from 'react'
import { Pixels } from '../../preview/Pixels'
import { coloured } from '../../preview/tint'
import type { ShownPicture } from './usePictures'
import './pictures.css'

/** A picture as the network sees it; an empty place while it is on its way. Small ones keep their pixels. */
export const Thumbnail = memo(({ picture }: { picture: ShownPicture | undefined }) => {
  const pixels = useMemo(() => picture && coloured(picture.pixels, picture.size[2]), [picture])
  if (!picture || !pixels) return <span className="thumbnail" />
  const [height, width] = picture.size
  return (
    <span className={width < 64 ? 'thumbnail coarse' : 'thumbnail'}>
      <Pixels pixels={pixels} width={width} height={height} />
    </span>
  )
})
