import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileHash } from './fileHash.mjs'
import { errorCode } from './problem.mjs'
import { writeWhole } from './temporaryFolder.mjs'

/**
 * What a finished folder holds. Written last, so a folder without one is not finished. At each start sizes and times are compared,
 * which takes microseconds; contents are hashed where those differ, or when a person asks (`doctor`).
 *
 * @typedef {{ bytes: number, sha256: string, mtimeMs: number }} FileEntry
 * @typedef {{ about: Record<string, string>, files: Record<string, FileEntry> }} Manifest
 */

const fileName = 'manifest.json'

/**
 * The last thing that is written into a folder which is still temporary.
 * @param {string} folder
 * @param {Record<string, string>} about
 * @param {Record<string, string>} hashes sha256 by path within the folder
 */
export function writeManifest(folder, about, hashes) {
  /** @type {Manifest} */
  const manifest = { about, files: {} }
  for (const [file, sha256] of Object.entries(hashes)) {
    const { size, mtimeMs } = statSync(path.join(folder, file))
    manifest.files[file] = { bytes: size, sha256, mtimeMs }
  }
  writeFileSync(path.join(folder, fileName), textOf(manifest))
}

/**
 * @param {string} folder
 * @returns {Manifest | undefined} `undefined` where none was finished
 */
export function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, fileName), 'utf8'))
  } catch (error) {
    // A half-written one cannot come from us (rename), but it can from a power cut.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR' || error instanceof SyntaxError)
      return undefined
    throw error
  }
}

/**
 * Whether every file is there with its size and time.
 * @param {string} folder
 */
export function looksComplete(folder) {
  const files = readManifest(folder)?.files
  return (
    files !== undefined && Object.entries(files).every(([file, entry]) => isUntouched(path.join(folder, file), entry))
  )
}

/**
 * Hashes every file and gives back those that are not what they were. A file that was merely copied or touched is noted with its new time.
 * @param {string} folder with a manifest
 * @param {(bytes: number) => void} [onRead] told how much was read since the last call
 * @returns {Promise<string[]>} names of damaged or missing files
 */
export async function damagedFiles(folder, onRead) {
  const manifest = readManifest(folder)
  if (!manifest) return [fileName]
  const damaged = []
  for (const [file, entry] of Object.entries(manifest.files)) {
    const target = path.join(folder, file)
    let last = 0
    const isSame =
      sizeOf(target) === entry.bytes &&
      entry.sha256 ===
        (await fileHash(target, (read) => {
          onRead?.(read - last)
          last = read
        }))
    if (isSame) entry.mtimeMs = statSync(target).mtimeMs
    else damaged.push(file)
  }
  if (damaged.length === 0) await writeWhole(path.join(folder, fileName), textOf(manifest), path.dirname(folder))
  return damaged
}

/** @param {string} folder */
export const discardManifest = (folder) => rmSync(path.join(folder, fileName), { force: true })

/** How many bytes a full check reads. @param {string} folder */
export const manifestBytes = (folder) =>
  Object.values(readManifest(folder)?.files ?? {}).reduce((sum, { bytes }) => sum + bytes, 0)

/**
 * @param {string} target
 * @param {FileEntry} entry
 */
function isUntouched(target, entry) {
  const stat = statSync(target, { throwIfNoEntry: false })
  return stat !== undefined && stat.size === entry.bytes && stat.mtimeMs === entry.mtimeMs
}

/** @param {string} target */
const sizeOf = (target) => statSync(target, { throwIfNoEntry: false })?.size

/** @param {Manifest} manifest */
const textOf = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`
