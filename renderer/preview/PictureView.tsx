import { useMemo } from 'react'
import { Pixels } from './Pixels'
import type { PreviewState } from './previewStore'
import { coloured } from './tint'

/** A picture as the network sees it. */
export const PictureView = ({ picture: { size, pixels } }: { picture: NonNullable<PreviewState['seen']> }) => {
  const [height, width, channels] = size
  const rgba = useMemo(() => coloured(pixels, channels), [pixels, channels])
  return <Pixels pixels={rgba} width={width} height={height} />
}
