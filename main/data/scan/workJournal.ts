import { z } from 'zod'
import type { Disk } from '../../disk/disk'
import { type LineWriter, openLines, readLines } from '../../disk/jsonLines'

/**
 * Which files are in the decoder right now, on the disk: a decoder that takes its process with it cannot say on which file. A
 * line each time, the last one counts.
 */
export class WorkJournal {
  private readonly lines: LineWriter
  /** Names that were in work when an earlier process ended; none if it ended in order. */
  readonly left: readonly string[]

  private constructor(lines: LineWriter, left: readonly string[]) {
    this.lines = lines
    this.left = left
  }

  static async open(disk: Disk, file: string): Promise<WorkJournal> {
    const left = namesOf((await readLines(disk, file)).lines.at(-1))
    if (left.length === 0) await emptied(disk, file)
    return new WorkJournal(await openLines(disk, file), left)
  }

  /** Survives the end of this process; a power cut ends the decoder innocently. */
  begin(names: readonly string[]): Promise<void> {
    return this.lines.append([names])
  }

  /** Nothing is in work any more. */
  async close(): Promise<void> {
    await this.lines.append([[]])
    await this.lines.close()
  }
}

const Names = z.array(z.string())

/** What is no journal of ours says nothing. */
function namesOf(line: string | undefined): readonly string[] {
  if (line === undefined) return []
  try {
    return Names.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return []
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
