import type { z } from 'zod'
import { JsonError, parseJson } from '../json'
import { Problem } from '../problem'

/** Brings a record of one version to the next. Takes and gives plain JSON; the schema checks what comes out at the end. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** A kind of file: what it is called, which version we write, and how older ones are brought up to it. */
export interface RecordDefinition<T extends { format: string; version: number }> {
  /** Stands in the file: 'layerloom-project'. */
  readonly format: T['format']
  /** What people call the file: `project.json`. */
  readonly file: string
  readonly version: number
  readonly schema: z.ZodType<T>
  /** `migrations[0]` makes version 2 of version 1, and so on: one for each version before ours. */
  readonly migrations: readonly Migration[]
}

/** Declares a kind of file; throws if a migration is missing or too many. */
export function defineRecord<T extends { format: string; version: number }>(
  definition: RecordDefinition<T>,
): RecordDefinition<T> {
  const { file, version, migrations } = definition
  if (migrations.length !== version - 1)
    throw new Error(`${file} is at version ${version} and has ${migrations.length} migrations, not ${version - 1}`)
  return definition
}

/**
 * Reads a record: all of it or nothing. Throws a Problem that says the place (file and JSON pointer) and the remedy:
 * `record-not-json`, `record-other-format`, `record-newer`, `record-invalid`.
 */
export function parseRecord<T extends { format: string; version: number }>(
  definition: RecordDefinition<T>,
  text: string,
  place: string,
): T {
  const { format, file, version, schema, migrations } = definition
  const found = parseText(text, file, place)
  if (!isObject(found) || found.format !== format)
    throw new Problem({
      code: 'record-other-format',
      message: `${file} does not say "format": "${format}"`,
      remedy: `name a ${file} that Layerloom wrote`,
      place,
    })
  const theirs = found.version
  if (typeof theirs !== 'number' || !Number.isInteger(theirs) || theirs < 1)
    throw new Problem({
      code: 'record-invalid',
      message: `${file} has no version (a whole number from 1 on)`,
      remedy: `write "version": ${version} if it was made for this Layerloom`,
      place: `${place}, /version`,
    })
  if (theirs > version)
    throw new Problem({
      code: 'record-newer',
      message: `${file} is version ${theirs}, this Layerloom reads up to ${version}`,
      remedy: 'update Layerloom',
      place,
    })
  let current: Record<string, unknown> = found
  for (let v = theirs; v < version; v++) current = { ...(migrations[v - 1] as Migration)(current), version: v + 1 }
  return checked(schema, current, file, place)
}

/** The text of a record, with two blanks of indentation and a final line break. Throws a bug's error if it does not fit its schema. */
export function formatRecord<T extends { format: string; version: number }>(
  { schema }: RecordDefinition<T>,
  record: T,
): string {
  return `${JSON.stringify(schema.parse(record), undefined, 2)}\n`
}

/** Reads one row of a `.jsonl` file. Its version is that of the run's `job.json`. Throws a Problem as `parseRecord` does. */
export function parseRow<T>(schema: z.ZodType<T>, line: string, file: string, place: string): T {
  return checked(schema, parseText(line, file, place), file, place)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseText(text: string, file: string, place: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new Problem(
      {
        code: 'record-not-json',
        message: `${file} is not JSON: ${error.message}`,
        remedy: 'mend that place, or restore the file',
        place: `${place}:${error.line}:${error.column}`,
      },
      error,
    )
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, file: string, place: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [first, ...more] = result.error.issues
  if (!first) throw result.error
  throw new Problem(
    {
      code: 'record-invalid',
      message: `${file} is not as it should be: ${sentence(first.message)}${more.length > 0 ? `, and ${more.length} more` : ''}`,
      remedy: 'mend that place',
      place: `${place}, ${jsonPointer(first.path)}`,
    },
    result.error,
  )
}

const sentence = (text: string) => text.replace(/\.$/, '')

/** RFC 6901: `/network/layers/7/config`; the whole document is `/`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return `/${path.map((part) => String(part).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`
}
