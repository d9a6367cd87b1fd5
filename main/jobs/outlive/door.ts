import { randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdtemp, open, rename, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { JobEvent } from '../../../shared/contract/jobs'
import { JsonError, parseJson } from '../../../shared/json'
import { type DoorFile, doorRecord } from '../../../shared/records/doorFile'
import { formatRecord } from '../../../shared/records/record'
import { ownOwner, temporaryName } from '../../disk/owner'

/** Where studios that come later speak to a job whose own studio may be gone. */
export interface Door {
  post(event: JobEvent): void
  /** Somebody is there. */
  readonly isAttended: boolean
  /** Says what is left to say, and takes away what told of the door. */
  close(): Promise<void>
}

export interface DoorOptions {
  readonly runFolder: string
  /** What a studio that comes has to know first. */
  greet(): readonly JobEvent[]
  onMessage(message: unknown): void
  /** The last one that was there has left. */
  onDeserted(): void
}

/** What a visitor may wait with its first words, in milliseconds. */
const greetingMs = 5000

/** Opens a socket that only this person can reach: its folder is theirs alone, and whoever comes has to show the secret of the run's `door.json`. */
export async function openDoor({ runFolder, greet, onMessage, onDeserted }: DoorOptions): Promise<Door> {
  const secret = randomBytes(32).toString('hex')
  const guests = new Set<Socket>()
  const { address, folder } = await place()
  const server = createServer((socket) => {
    let isGuest = false
    const patience = setTimeout(() => socket.destroy(), greetingMs)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(patience)
      if (guests.delete(socket) && guests.size === 0) onDeserted()
    })
    createInterface({ input: socket }).on('line', (line) => {
      const message = readLine(line)
      if (isGuest) onMessage(message)
      else if (isSecret(message, secret)) {
        isGuest = true
        clearTimeout(patience)
        guests.add(socket)
        for (const event of greet()) write(socket, event)
      } else socket.destroy()
    })
  })
  // It keeps the process: a run that is paused has nothing else that would.
  await listen(server, address)
  await writeDoorFile(runFolder, { socket: address, secret })
  return {
    post(event) {
      for (const guest of guests) write(guest, event)
    },
    get isAttended() {
      return guests.size > 0
    },
    async close() {
      await rm(path.join(runFolder, doorRecord.file), { force: true })
      server.close()
      await Promise.all([...guests].map((guest) => new Promise<void>((resolve) => guest.end(resolve))))
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}

const write = (socket: Socket, event: JobEvent): void => void socket.write(`${JSON.stringify(event)}\n`)

/** A path of a socket may have 104 bytes on some systems, so it does not lie in the run's folder. */
async function place(): Promise<{ readonly address: string; readonly folder: string | undefined }> {
  if (process.platform === 'win32')
    return { address: `\\\\.\\pipe\\layerloom-${randomBytes(16).toString('hex')}`, folder: undefined }
  // Only its owner may enter such a folder.
  const folder = await mkdtemp(path.join(tmpdir(), 'layerloom-door-'))
  return { address: path.join(folder, 'job'), folder }
}

const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => resolve())
  })

async function writeDoorFile(
  runFolder: string,
  { socket, secret }: Pick<DoorFile, 'socket' | 'secret'>,
): Promise<void> {
  const { pid, start } = await ownOwner()
  const record: DoorFile = { format: 'layerloom-door', version: 1, process: pid, start, socket, secret }
  const temporary = path.join(runFolder, await temporaryName(doorRecord.file))
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(formatRecord(doorRecord, record))
  } finally {
    await file.close()
  }
  await rename(temporary, path.join(runFolder, doorRecord.file))
}

/** `undefined` for what is no JSON: it fails the schema that it meets next. */
function readLine(line: string): unknown {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof JsonError) return undefined
    throw error
  }
}

function isSecret(message: unknown, secret: string): boolean {
  const offered = typeof message === 'object' && message !== null && 'secret' in message ? String(message.secret) : ''
  return offered.length === secret.length && timingSafeEqual(Buffer.from(offered), Buffer.from(secret))
}
