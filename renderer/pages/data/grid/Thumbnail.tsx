import { ImageOff } from 'lucide-react'
import { memo, useCallback, useSyncExternalStore } from 'react'
import { Icon } from '../../../design/Icon'
import { Picture } from '../../../design/Picture'
import { type ThumbnailStore, thumbnailSide } from './thumbnailStore'

/** A small picture once it has come; a plain square until then. */
export const Thumbnail = memo(({ store, name }: { store: ThumbnailStore; name: string }) => {
  const found = useSyncExternalStore(
    store.subscribe,
    useCallback(() => store.of(name), [store, name]),
  )
  if (found === undefined) return <span className="thumbnail waiting" />
  if (found === 'none')
    return (
      <span className="thumbnail none">
        <Icon of={ImageOff} />
      </span>
    )
  return <Picture pixels={found} width={thumbnailSide} height={thumbnailSide} alt="" className="thumbnail" />
})
