import type { z } from 'zod'
import { Problem } from '../../../shared/problem'
import { parseRow } from '../../../shared/records/record'

/** A row as a list of one; of none where it cannot be read: one line of a log that is damaged hides no other. */
export function readRow<T>(schema: z.ZodType<T>, line: string, file: string): T[] {
  try {
    return [parseRow(schema, line, file, file)]
  } catch (error) {
    if (error instanceof Problem) return []
    throw error
  }
}
