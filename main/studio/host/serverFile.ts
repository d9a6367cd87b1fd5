import { open } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import { type ServerFile, serverRecord } from '../../../shared/records/serverFile'
import { errorCode } from '../../disk/disk'
import { temporaryName } from '../../disk/owner'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/** Writes how this server is reached. Nobody else may read the file at any moment, so it has its mode before it has its content. */
export async function writeServerFile(
  workspace: string,
  { address, bearer }: Pick<ServerFile, 'address' | 'bearer'>,
): Promise<void> {
  const temporary = path.join(workspace, await temporaryName(serverRecord.file))
  const file = await open(temporary, 'wx', 0o600)
  try {
    const record: ServerFile = { format: 'layerloom-server', version: 1, process: process.pid, address, bearer }
    await file.writeFile(formatRecord(serverRecord, record))
  } finally {
    await file.close()
  }
  await realDisk.rename(temporary, path.join(workspace, serverRecord.file))
}

export async function removeServerFile(workspace: string): Promise<void> {
  await realDisk.removeFile(path.join(workspace, serverRecord.file)).catch((error) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
}

/** How the server of a workspace is reached; `undefined` where none has said so. It may be gone since. */
export async function readServerFile(workspace: string): Promise<ServerFile | undefined> {
  const file = path.join(workspace, serverRecord.file)
  try {
    return parseRecord(serverRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof Problem) return undefined
    throw error
  }
}
