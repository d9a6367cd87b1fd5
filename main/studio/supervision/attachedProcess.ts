import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { JsonError, parseJson } from '../../../shared/json'
import { Problem } from '../../../shared/problem'
import { type DoorFile, doorRecord } from '../../../shared/records/doorFile'
import { parseRecord } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { processStart } from '../../disk/processStart'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import type { CarriedProcess, ProcessExit } from './jobCarrier'

/** How often the system is asked whether a process that said no last word is gone, in milliseconds. */
const lookMs = 200

/**
 * The process that goes on with a run since the studio that started it went away, if there is one and it can be reached. What is lost by it: the
 * system tells its exit status to nobody, and what it writes to stderr nobody reads, so a crash is told without its cause.
 */
export async function attachedProcess(runFolder: string): Promise<CarriedProcess | undefined> {
  const door = await readDoor(runFolder)
  if (!door || !(await isAlive(door))) return undefined
  const socket = await opened(door.socket)
  if (!socket) return undefined
  write(socket, { secret: door.secret })
  return carriedBy(socket, door)
}

/** What a run's `door.json` says; `undefined` where there is none that can be read. */
export async function readDoor(runFolder: string): Promise<DoorFile | undefined> {
  const file = path.join(runFolder, doorRecord.file)
  try {
    return parseRecord(doorRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof Problem) return undefined
    throw error
  }
}

export const isAlive = async ({ process, start }: DoorFile): Promise<boolean> => (await processStart(process)) === start

function carriedBy(socket: Socket, door: DoorFile): CarriedProcess {
  const waiting: unknown[] = []
  let hear: (message: unknown) => void = (message) => void waiting.push(message)
  let exit: (exit: ProcessExit) => void = () => {}
  let isGone = false
  const lines = createInterface({ input: socket })
  lines.on('line', (line) => hear(messageIn(line)))
  socket.on('error', () => socket.destroy())
  socket.once('close', () => void waitForEnd(door).then(() => gone()))
  const gone = () => {
    isGone = true
    exit(unknown)
  }
  return {
    pid: door.process,
    send(message) {
      if (!socket.destroyed) write(socket, message)
    },
    onMessage(listener) {
      hear = listener
      for (const message of waiting.splice(0)) listener(message)
    },
    onLaunchError: () => undefined,
    onExit(listener) {
      exit = listener
      if (isGone) listener(unknown)
    },
    kill(signal) {
      void isAlive(door).then((is) => {
        if (is) process.kill(door.process, signal)
      })
    },
    output: [],
  }
}

const unknown: ProcessExit = { code: undefined, signal: undefined }

const write = (socket: Socket, message: object): void => void socket.write(`${JSON.stringify(message)}\n`)

function opened(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address, () => resolve(socket))
    // The process ended while we looked, or another person's socket stands there.
    socket.once('error', () => resolve(undefined))
  })
}

function messageIn(line: string): unknown {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof JsonError) return undefined
    throw error
  }
}

async function waitForEnd(door: DoorFile): Promise<void> {
  while (await isAlive(door)) await new Promise((resolve) => setTimeout(resolve, lookMs))
}
