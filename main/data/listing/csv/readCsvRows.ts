import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse'
import { Problem } from '../../../../shared/problem'

/** A row of a table; its cells as bytes, for paths need not be UTF-8. */
export interface CsvRow {
  /** Line of the file in which it ends, from 1. */
  readonly line: number
  readonly cells: readonly Buffer[]
}

/** A quote that is never closed would take the rest of the file for one cell. */
const mostRowBytes = 2 ** 16

/**
 * The rows of a table that have anything in them, cells trimmed. Commas, semicolons or tabs, whichever the first line has most of; UTF-8, or
 * UTF-16 if it begins so. Throws a Problem (`csv-damaged`) naming the line that makes no sense.
 */
export async function* readCsvRows(file: string, place: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter: await delimiterOf(file),
    encoding: null,
    info: true,
    // Its `trim` fails on cells that are bytes.
    ltrim: true,
    max_record_size: mostRowBytes,
    relax_column_count: true,
    skip_empty_lines: true,
  })
  const stream = createReadStream(file)
  // An error of the one is to end the other; it is met below, where the rows are taken.
  stream.on('error', (error) => parser.destroy(error))
  try {
    for await (const { record, info } of stream.pipe(parser)) {
      const cells = record.map((cell: Buffer | string) => trimmedEnd(Buffer.from(cell as string)))
      if (cells.some(({ length }: Buffer) => length > 0)) yield { line: info.lines, cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { message, lines } = error as CsvError & { lines?: number }
    throw new Problem(
      {
        code: 'csv-damaged',
        message: `the table cannot be read: ${message.replace(/,? value is .*$/s, '').replace(/\.$/, '')}`,
        remedy: 'put quotes around cells that have quotes or line breaks in them, and double the quotes inside',
        place: lines === undefined ? place : `${place}, line ${lines}`,
      },
      error,
    )
  } finally {
    stream.destroy()
  }
}

function trimmedEnd(cell: Buffer): Buffer {
  let end = cell.length
  while (end > 0 && [0x20, 0x09].includes(cell[end - 1] as number)) end--
  return cell.subarray(0, end)
}

async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
    const [line = ''] = buffer.toString('latin1', 0, bytesRead).split(/[\r\n]/)
    const count = (sign: string) => line.split(sign).length
    return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most))
  } finally {
    await handle.close()
  }
}
