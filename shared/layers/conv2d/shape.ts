import type { Shape } from '../../graph/shape'
import { convolutionSize } from '../convolutionSize'
import type { LayerProblem } from '../layer'
import { notPicture } from '../picture'
import type { Conv2dConfig } from './schema'

/** [h, w, c] -> [h', w', filters]. `groups` must divide both channels and filters. */
export function conv2dShape(config: Conv2dConfig, picture: Shape): Shape | LayerProblem {
  const { filters, groups } = config
  const fault = notPicture(picture)
  if (fault) return fault
  const channels = picture[2] as number
  if (channels % groups !== 0 || filters % groups !== 0)
    return {
      code: 'groups-clash',
      message: `${groups} groups do not divide ${channels % groups !== 0 ? `its ${channels} input channels` : `${filters} filters`}`,
      remedy: `use groups that divide both ${channels} and ${filters}`,
      values: { kind: 'conv', groups, channels, filters },
    }
  const size = convolutionSize(picture, config)
  return 'message' in size ? size : [...size, filters]
}
