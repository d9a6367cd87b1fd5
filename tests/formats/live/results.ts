import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Row } from './table'

const Rows = z.array(
  z.object({
    format: z.string(),
    variant: z.string(),
    opener: z.string(),
    name: z.string(),
    count: z.number(),
    fromRounded: z.number().optional(),
    difference: z.number().nullable(),
    magnitude: z.number(),
    top1Changed: z.number(),
    verdict: z.string(),
    isRight: z.boolean(),
  }),
)

/** What was found so far, kept in a file, so that a run that was ended goes on where it stood. */
export interface Results {
  readonly rows: Row[]
  /** Tells of it, and keeps it in place of what was there of the same. */
  add(row: Row): void
  has(row: Pick<Row, 'format' | 'variant' | 'opener' | 'name'>): boolean
}

/** @param file a JSON file; without it nothing is kept */
export function openResults(file: string | undefined): Results {
  const rows: Row[] =
    file && existsSync(file)
      ? Rows.parse(JSON.parse(readFileSync(file, 'utf8'))).map((row) => ({
          ...row,
          difference: row.difference ?? Number.NaN,
        }))
      : []
  const find = (row: Parameters<Results['has']>[0]) =>
    rows.findIndex(
      (one) =>
        one.format === row.format && one.variant === row.variant && one.opener === row.opener && one.name === row.name,
    )
  return {
    rows,
    has: (row) => find(row) >= 0,
    add(row) {
      const at = find(row)
      if (at >= 0) rows.splice(at, 1)
      rows.push(row)
      process.stderr.write(`${row.format} ${row.variant} ${row.name}: ${row.verdict}\n`)
      if (!file) return
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, `${JSON.stringify(rows, undefined, 1)}\n`)
      renameSync(`${file}.part`, file)
    },
  }
}
