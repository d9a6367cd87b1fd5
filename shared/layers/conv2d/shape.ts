import type { Shape } from '../../graph/shape'
import type { LayerProblem } from '../layer'
import { placeOver } from '../padding'
import { notPicture } from '../picture'
import type { Conv2dConfig } from './schema'

/** [h, w, c] -> [h', w', filters]. `groups` must divide both channels and filters. */
export function conv2dShape(config: Conv2dConfig, picture: Shape): Shape | LayerProblem {
  const { filters, kernel, dilation, groups } = config
  const fault = notPicture(picture)
  if (fault) return fault
  const [height, width, channels] = picture as [number, number, number]
  if (channels % groups !== 0 || filters % groups !== 0)
    return {
      code: 'groups-clash',
      message: `${groups} groups do not divide ${channels % groups !== 0 ? `its ${channels} input channels` : `${filters} filters`}`,
      remedy: `use groups that divide both ${channels} and ${filters}`,
    }
  const [rows, columns] = placeOver(picture, config)
  if (!rows || !columns) {
    const [kh, kw] = kernel
    const covers = dilation.some((step) => step > 1)
      ? ` with dilation ${dilation[0]}x${dilation[1]} (it covers ${(kh - 1) * dilation[0] + 1}x${(kw - 1) * dilation[1] + 1})`
      : ''
    return {
      code: 'kernel-too-large',
      message: `kernel ${kh}x${kw}${covers} does not fit its ${height}x${width} input`,
      remedy: 'use padding "same" or a smaller kernel',
    }
  }
  return [rows.count, columns.count, filters]
}
