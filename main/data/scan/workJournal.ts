import { z } from 'zod'
import type { Disk } from '../../disk/disk'
import { type LineWriter, openLines, readLines } from '../../disk/jsonLines'

/**
 * Which files are in the decoder right now, on the disk: a decoder that takes its process with it cannot say on which file. A
 * line each time, the last one counts.
 */
export class WorkJournal {
  private readonly lines: LineWriter
  /** Names that were in the decoder when an earlier process ended; none if it ended in order. */
  readonly left: readonly string[]
  /** Names that were to be tried one by one, and these. */
  readonly suspects: readonly string[]
  private readonly waiting: Set<string>

  private constructor(lines: LineWriter, { work, later }: z.infer<typeof Row>) {
    this.lines = lines
    this.left = work
    this.suspects = [...work, ...later]
    this.waiting = new Set(this.suspects)
  }

  static async open(disk: Disk, file: string): Promise<WorkJournal> {
    const row = rowOf((await readLines(disk, file)).lines.at(-1))
    if (row.work.length === 0) await emptied(disk, file)
    return new WorkJournal(await openLines(disk, file), row)
  }

  /** Survives the end of this process; a power cut ends the decoder innocently. */
  begin(names: readonly string[]): Promise<void> {
    for (const name of names) this.waiting.delete(name)
    return this.lines.append([{ work: names, later: [...this.waiting] }])
  }

  /** Nothing is in work any more. */
  async close(): Promise<void> {
    await this.lines.append([nothing])
    await this.lines.close()
  }
}

const Row = z.strictObject({ work: z.array(z.string()), later: z.array(z.string()) })
const nothing: z.infer<typeof Row> = { work: [], later: [] }

/** What is no journal of ours says nothing. */
function rowOf(line: string | undefined): z.infer<typeof Row> {
  if (line === undefined) return nothing
  try {
    return Row.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return nothing
    throw error
  }
}

async function emptied(disk: Disk, file: string): Promise<void> {
  const open = await disk.open(file, 'append')
  try {
    await open.truncate(0)
  } finally {
    await open.close()
  }
}
