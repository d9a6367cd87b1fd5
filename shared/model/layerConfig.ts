import type { z } from 'zod'
import { wantedOf } from '../fields/wanted'
import type { LayerDefinition } from '../layers/layer'
import { nearest } from '../nearest'
import type { ProblemDetails } from '../problem'

export type ParsedConfig = { readonly config: object } | { readonly problems: readonly ProblemDetails[] }

/** What was parsed already, by its text. A network of 700 layers has some 30 configurations, and is inferred at every edit. */
const parsedBefore = new WeakMap<LayerDefinition, Map<string, ParsedConfig>>()
const mostRemembered = 1000

/** A layer's configuration with its defaults, or what is wrong with it; `place` and `layer` are left to the caller. */
export function parseConfig(definition: LayerDefinition, given: Record<string, unknown>): ParsedConfig {
  const text = JSON.stringify(given)
  // What JSON cannot say (not a number, infinite) comes out as null: such are read each time.
  if (text.includes('null')) return parse(definition, given)
  const known = parsedBefore.get(definition) ?? new Map<string, ParsedConfig>()
  parsedBefore.set(definition, known)
  const before = known.get(text)
  if (before) return before
  const result = parse(definition, given)
  if (known.size >= mostRemembered) known.clear()
  known.set(text, result)
  return result
}

function parse(definition: LayerDefinition, given: Record<string, unknown>): ParsedConfig {
  const parsed = definition.schema.safeParse(given)
  if (parsed.success) return { config: parsed.data }
  return { problems: parsed.error.issues.flatMap((issue) => describeIssue(definition, given, issue)) }
}

function describeIssue(
  definition: LayerDefinition,
  given: Record<string, unknown>,
  issue: z.core.$ZodIssue,
): ProblemDetails[] {
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys' && path === '') return issue.keys.map((key) => unknownSetting(definition, key))
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], given)
  // Our schemas' messages go on after the setting's name; zod's own stand alone.
  const message = /^(must|is|has) /.test(issue.message)
    ? issue.message
    : `is wrong: ${issue.message.replace(/^Invalid input: /, '')}`
  if (value === undefined && message.startsWith('must '))
    return [
      {
        code: 'missing-setting',
        message: `${path} is missing`,
        remedy: `it ${message}`,
        place: path,
        values: { kind: 'plain', setting: path },
      },
    ]
  return [
    {
      code: 'wrong-setting',
      message: `${path} ${message}, not ${shortened(value)}`,
      place: path,
      values: { setting: path, value: shortened(value), ...wantedOf(message) },
    },
  ]
}

function unknownSetting(definition: LayerDefinition, key: string): ProblemDetails {
  const settings = 'shape' in definition.schema ? Object.keys(definition.schema.shape as object) : []
  const near = nearest(key, settings)
  const remedy = near
    ? `did you mean "${near}"?`
    : settings.length > 0
      ? `its settings are ${settings.join(', ')}`
      : 'it has none: remove it'
  const values = { kind: near ? 'near' : 'far', setting: key, ...(near !== undefined && { near }) }
  return { code: 'unknown-setting', message: `${definition.type} has no setting "${key}"`, remedy, place: key, values }
}

const longestShown = 60

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text
}
