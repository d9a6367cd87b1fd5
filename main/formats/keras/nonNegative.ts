import type { ExportLayer, ExportModel } from '../exportModel'

const always = new Set(['relu', 'relu6', 'sigmoid', 'softmax', 'softplus', 'hard-sigmoid'])
/** Of non-negative values they make non-negative ones. */
const keeping = new Set<ExportLayer['type']>([
  'max-pool',
  'avg-pool',
  'adaptive-avg-pool',
  'global-avg-pool',
  'global-max-pool',
  'concat',
  'add',
  'multiply',
  'flatten',
  'reshape',
  'zero-pad',
  'option-a-shortcut',
  'upsampling',
])

/** Whether a layer's output is never below zero, so that zeros around it are what minus infinity would be to a largest value. */
export function isNonNegative(model: ExportModel, id: string): boolean {
  const layer = model.layers.find((one) => one.id === id)
  if (!layer) return false
  if (layer.type === 'activation') return always.has(layer.config.kind)
  return keeping.has(layer.type) && layer.inputs.every((source) => isNonNegative(model, source))
}
