import { Image } from 'lucide-react'
import { Icon } from '../../design/Icon'

/** Three pictures that are dropped. */
export const PicturesArt = () => (
  <div className="pictures-art" aria-hidden="true">
    <span>
      <Icon of={Image} size={24} />
    </span>
    <span>
      <Icon of={Image} size={24} />
    </span>
    <span>
      <Icon of={Image} size={24} />
    </span>
  </div>
)
