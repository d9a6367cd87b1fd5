import type { Shape } from '../../../../shared/graph/shape'
import type { ExportLayerOf } from '../../exportModel'
import type { LayerWriting } from '../onnxGraph'

export function writeAdd({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'add'>>): string {
  return graph.node(inputs.length === 2 ? 'Add' : 'Sum', inputs, {}, layer.id)
}

/** A vector beside pictures is a factor for each channel. */
export function writeMultiply({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'multiply'>>): string {
  const { id, inputShapes, shape } = layer
  const ready = inputs.map((x, k) => {
    const given = inputShapes[k] as Shape
    if (given.length === shape.length) return x
    const wanted = graph.ints(`${id}/shape${k}`, [-1, given.at(-1) as number, 1, 1])
    return graph.node('Reshape', [x, wanted], {}, `${id}/picture${k}`)
  })
  return ready.slice(1).reduce((product, x, k) => {
    const isLast = k === ready.length - 2
    return graph.node('Mul', [product, x], {}, isLast ? id : `${id}/mul${k}`)
  }, ready[0] as string)
}

export function writeConcat({ graph, layer, inputs }: LayerWriting<ExportLayerOf<'concat'>>): string {
  return graph.node('Concat', inputs, { axis: { int: 1 } }, layer.id)
}
