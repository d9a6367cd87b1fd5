import { z } from 'zod'
import { JsonError, parseJson } from '../../../../shared/json'
import { printable } from '../../printable'
import { kerasProblem } from './problem'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Deepest nesting of a configuration. */
const deepest = 100

/** A configuration as plain data. Objects have no prototype, so that no name of a stranger's means anything. */
export function parseConfig(text: string, place: string): Json {
  try {
    return parseJson(text, { depth: deepest, object: bare }) as Json
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw kerasProblem('json', `its configuration is not JSON: ${printable(error.message)}`, place)
  }
}

function bare(entries: [string, unknown][]): object {
  const result: Record<string, unknown> = Object.create(null)
  for (const [key, value] of entries) result[key] = value
  return result
}

/** Classes that hold a person's code. */
const code = new Set(['Lambda', '__lambda__', 'TFOpLambda', 'SlicingOpLambda', 'TensorFlowOpLayer'])

/**
 * Throws for anything that Keras would run or look up: a Lambda, a module that is not Keras', a class that somebody registered. The
 * classes that are left are only names to us.
 */
export function refuseCode(value: Json, place: string): void {
  if (Array.isArray(value)) {
    for (const item of value) refuseCode(item, place)
    return
  }
  if (!isObject(value)) return
  const { class_name: className, module: from, registered_name: registered } = value
  if (typeof className === 'string' && code.has(className))
    throw kerasProblem('lambda', `it has a ${className} layer, which is a program`, place)
  if (from !== undefined && from !== null && !(typeof from === 'string' && /^keras(\.[A-Za-z0-9_.]+)?$/.test(from)))
    throw kerasProblem('module', `it names the module ${printable(String(from))}, which is not Keras'`, place)
  if (registered !== undefined && registered !== null && registered !== className && typeof className === 'string')
    throw kerasProblem('registered', `it has a class of its own, ${printable(String(registered))}`, place)
  for (const inner of Object.values(value)) refuseCode(inner, place)
}

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const name = z.string().min(1).max(500)

/** Before Keras 2.2.3 the configuration of a Sequential was the list of its layers. */
const listedBefore = (config: unknown): unknown => (Array.isArray(config) ? { layers: config } : config)

/** One entry of a model's `layers`. */
export const LayerEntry = z.object({
  class_name: name,
  config: z.preprocess(listedBefore, z.record(z.string(), z.unknown()).default({})),
  name: name.optional(),
  inbound_nodes: z.array(z.unknown()).default([]),
  build_config: z.record(z.string(), z.unknown()).nullish(),
})
export type LayerEntry = z.infer<typeof LayerEntry>

/** `{ class_name: 'Sequential' | 'Functional' | 'Model', config }` */
export const ModelEntry = z.object({
  class_name: z.enum(['Sequential', 'Functional', 'Model']),
  config: z.preprocess(
    listedBefore,
    z.object({
      name: name.optional(),
      layers: z.array(LayerEntry).max(20_000),
      input_layers: z.unknown().optional(),
      output_layers: z.unknown().optional(),
      build_input_shape: z.unknown().optional(),
    }),
  ),
  build_config: z.record(z.string(), z.unknown()).nullish(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

export const isModelClass = (className: string): boolean => ModelEntry.shape.class_name.safeParse(className).success
