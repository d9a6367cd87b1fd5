import path from 'node:path'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { parseRecord, type RecordDefinition } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/**
 * A file of the studio's own. One that is not there gives nothing; one that is broken or newer gives nothing and the Problem, and is kept beside as
 * `<file>.broken-<n>` for whoever wants to mend it: the studio starts all the same.
 */
export async function readOrSetAside<T extends { format: string; version: number }>(
  definition: RecordDefinition<T>,
  file: string,
): Promise<{ readonly record?: T; readonly problem?: ProblemDetails }> {
  try {
    return { record: parseRecord(definition, await readTextFile(realDisk, file), file) }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {}
    const problem =
      error instanceof TypeError
        ? new Problem({ code: 'record-not-json', message: `${definition.file} is not text`, place: file })
        : diskProblem(error, definition.file, file, 'read')
    if (!(problem instanceof Problem)) throw error
    const kept = await setAside(file)
    return { problem: { ...problem.details, remedy: `defaults are used; the file was kept as ${kept}` } }
  }
}

/** Gives a file another name beside it, one that is free, and says which. */
export async function setAside(file: string): Promise<string> {
  const names = new Set((await realDisk.list(path.dirname(file))).map(({ name }) => name))
  for (let n = 1; ; n++) {
    const name = `${path.basename(file)}.broken-${n}`
    if (names.has(name)) continue
    await realDisk.rename(file, path.join(path.dirname(file), name))
    return name
  }
}
