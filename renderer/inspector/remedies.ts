import type { Shape } from '../../shared/graph/shape'
import { isLayerProblem, type LayerDefinition } from '../../shared/layers/layer'

/** One setting that mends a layer. */
export interface Remedy {
  readonly setting: string
  readonly value: unknown
}

const most = 3

/**
 * Settings, one at a time, with which a layer that has no shape gets one. Each was tried on its own inputs; the nearest to what is
 * written come first. None for what one setting cannot mend.
 */
export function remedies(
  definition: LayerDefinition,
  config: Readonly<Record<string, unknown>>,
  inputs: readonly Shape[],
): readonly Remedy[] {
  if (inputs.length < definition.inputs.min || works(definition, config, inputs)) return []
  const names = 'shape' in definition.schema ? Object.keys(definition.schema.shape as object) : []
  return candidates(names, config, inputs)
    .filter(({ setting, value }) => works(definition, { ...config, [setting]: value }, inputs))
    .slice(0, most)
}

function works(definition: LayerDefinition, config: object, inputs: readonly Shape[]): boolean {
  const parsed = definition.schema.safeParse(config)
  return parsed.success && !isLayerProblem(definition.shape(parsed.data, inputs))
}

function candidates(
  names: readonly string[],
  config: Readonly<Record<string, unknown>>,
  inputs: readonly Shape[],
): Remedy[] {
  const found: Remedy[] = []
  const [input] = inputs
  const propose = (setting: string, ...values: readonly unknown[]) => {
    if (!names.includes(setting)) return
    for (const value of values)
      if (JSON.stringify(config[setting]) !== JSON.stringify(value)) found.push({ setting, value })
  }
  propose('padding', 'same', ...halfWindow(config))
  propose('edges', 'repeat', 'zero')
  if (input?.length === 3) {
    const [height, width, channels] = input as [number, number, number]
    const largest = Math.min(height, width)
    for (const window of ['kernel', 'size'])
      if (names.includes(window)) propose(window, largest % 2 === 1 || largest === 1 ? largest : largest - 1)
    propose('groups', ...divisors(channels, config.groups))
    if (typeof config.filters === 'number') {
      const groups = typeof config.groups === 'number' ? config.groups : 1
      propose('filters', Math.ceil(config.filters / groups) * groups, channels)
    } else propose('filters', channels)
  }
  if (names.includes('shape') && Array.isArray(config.shape))
    propose('shape', ...config.shape.map((_, k) => (config.shape as number[]).map((size, i) => (i === k ? -1 : size))))
  if (typeof config.outputPadding !== 'undefined') propose('outputPadding', 0)
  return found
}

/** The padding that a window allows at most: half of it. */
function halfWindow({ size, kernel }: Readonly<Record<string, unknown>>): number[] {
  const window = size ?? kernel
  const sides = typeof window === 'number' ? [window] : Array.isArray(window) ? window : []
  return sides.length > 0 ? [Math.floor(Math.min(...sides) / 2)] : []
}

/** Numbers that divide the channels, the nearest to the wanted one first. */
function divisors(channels: number, wanted: unknown): number[] {
  const aim = typeof wanted === 'number' ? wanted : 1
  const all = Array.from({ length: channels }, (_, k) => k + 1).filter((count) => channels % count === 0)
  return all.sort((a, b) => Math.abs(a - aim) - Math.abs(b - aim)).slice(0, 2)
}
