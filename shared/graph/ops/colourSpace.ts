import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { elementTypes, only } from './common'

const conversion = (name: string) => {
  const op = defineOp({
    name,
    infer: (inputs) => {
      const [x] = inputs as [Tensor]
      if (x.shape[x.shape.length - 1] !== 3) throw new Error(`needs three channels, has [${x.shape}]`)
      return only(inputs)
    },
    attributes: elementTypes,
  })
  return (graph: Graph, x: Tensor): Tensor => graph.add(op, [x], {})
}

/** Hue, saturation and value of RGB, all from 0 to 1, along the last axis; without a gradient. */
export const rgbToHsv = conversion('RGBToHSV')
/** RGB from 0 to 1 of hue, saturation and value; without a gradient. */
export const hsvToRgb = conversion('HSVToRGB')
