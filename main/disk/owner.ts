import { hostname } from 'node:os'
import { processStart } from './processStart'

/** A process, so named that the name never fits another one. */
export interface Owner {
  readonly host: string
  readonly pid: number
  readonly start: string
}

let own: Promise<Owner> | undefined

/** This process. */
export function ownOwner(): Promise<Owner> {
  own ??= processStart(process.pid).then((start) => ({ host: thisHost(), pid: process.pid, start: start ?? 'unknown' }))
  return own
}

const thisHost = () =>
  hostname()
    .replace(/[^A-Za-z0-9.]/g, '_')
    .slice(0, 60) || 'unnamed'

/** `elsewhere`: on another machine that shares the folder, so that nobody here can tell. */
export async function ownerState({ host, pid, start }: Owner): Promise<'alive' | 'gone' | 'elsewhere'> {
  if (host !== thisHost()) return 'elsewhere'
  return (await processStart(pid)) === start ? 'alive' : 'gone'
}

let names = 0

/** A file name that says whose it is and that no other call gives. */
export async function ownedName(prefix: string): Promise<string> {
  const { host, pid, start } = await ownOwner()
  return `${prefix}-${host}-${pid}-${start}-${names++}`
}

/** For what is being written: hidden, and known by whoever cleans up. */
export const temporaryName = (target: string): Promise<string> => ownedName(`.tmp-${target}`)

/** Whose a file is, by its name; `undefined` if it does not say or begins otherwise. */
export function ownerOf(name: string, prefix: string): Owner | undefined {
  const match = /-([A-Za-z0-9._]+)-(\d+)-([A-Za-z0-9]+)-\d+$/.exec(name)
  if (!match || !name.startsWith(`${prefix}-`)) return undefined
  const [, host, pid, start] = match as unknown as [string, string, string, string]
  return { host, pid: Number(pid), start }
}
