import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Row } from './table'

const KeptRow = z.object({
  format: z.string(),
  variant: z.string(),
  opener: z.string(),
  name: z.string(),
  count: z.number(),
  fromRounded: z.number().optional(),
  difference: z.number().nullable(),
  magnitude: z.number(),
  top1Changed: z.number(),
  refused: z.string().optional(),
  verdict: z.string(),
  isRight: z.boolean(),
})

/** What was found so far, kept in a file, so that a run that was ended goes on where it stood. */
export interface Results {
  /** With what other runs added to the file meanwhile. */
  rows(): Row[]
  /** Tells of it, and keeps it in place of what was there of the same. */
  add(row: Row): void
  has(row: Cell): boolean
}

type Cell = Pick<Row, 'format' | 'variant' | 'opener' | 'name'>

const keyOf = ({ format, variant, opener, name }: Cell): string => JSON.stringify([format, variant, opener, name])

/**
 * A line a row, only ever added, so that several runs may share one file; of the same cell the last line counts.
 *
 * @param file JSON lines; without it nothing is kept
 */
export function openResults(file: string | undefined): Results {
  const own = new Map<string, Row>()
  const known = () => new Map([...(file ? keptIn(file) : []), ...own])
  const before = known()
  return {
    rows: () => [...known().values()],
    has: (cell) => before.has(keyOf(cell)) || own.has(keyOf(cell)),
    add(row) {
      own.delete(keyOf(row))
      own.set(keyOf(row), row)
      process.stderr.write(`${row.format} ${row.variant} ${row.name}: ${row.verdict}\n`)
      if (!file) return
      mkdirSync(path.dirname(file), { recursive: true })
      // On a line of its own also behind half a line of a run that was killed.
      appendFileSync(file, `\n${JSON.stringify(row)}\n`)
    },
  }
}

function keptIn(file: string): Map<string, Row> {
  const rows = new Map<string, Row>()
  if (!existsSync(file)) return rows
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const row = KeptRow.safeParse(json(line))
    if (!row.success) continue
    const key = keyOf(row.data)
    rows.delete(key)
    rows.set(key, { ...row.data, difference: row.data.difference ?? Number.NaN })
  }
  return rows
}

/** Nothing of an empty line, or of half a one. */
function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
