import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { SetUpProblem } from '../setup/problem.mjs'

/**
 * A Python wheel is a zip with the sha256 of each member in its `RECORD`. Members are taken out one by one, a gigabyte never lies in memory.
 * Zip64, encryption and methods other than stored and deflated do not occur in wheels and are refused.
 *
 * @typedef {{ name: string, method: number, packed: number, bytes: number, at: number, sha256: string | undefined }} Member
 */

/**
 * @param {string} file
 * @returns {Promise<Member[]>}
 */
export async function wheelMembers(file) {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const tail = await readAt(handle, Math.max(0, size - 66_000), Math.min(size, 66_000))
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
    if (end < 0) throw new SetUpProblem(`${file} is no wheel: the end of its archive is missing`)
    const count = tail.readUInt16LE(end + 10)
    const directory = await readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
    const members = readDirectory(directory, count, file)
    const record = members.find(({ name }) => /^[^/]+\.dist-info\/RECORD$/.test(name))
    if (!record) throw new SetUpProblem(`${file} is no wheel: it has no RECORD`)
    const hashes = parseRecord((await readMember(file, record)).toString('utf8'))
    return members.map((member) => ({ ...member, sha256: hashes.get(member.name) }))
  } finally {
    await handle.close()
  }
}

/**
 * The hashes of a `RECORD`, hex by path. Its form: `path,sha256=base64url,bytes`.
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function parseRecord(text) {
  /** @type {Map<string, string>} */
  const hashes = new Map()
  for (const line of text.split('\n')) {
    const match = /^(.*),sha256=([A-Za-z0-9_-]+),\d*\r?$/.exec(line)
    if (match)
      hashes.set(
        /** @type {string} */ (match[1]),
        Buffer.from(/** @type {string} */ (match[2]), 'base64url').toString('hex'),
      )
  }
  return hashes
}

/**
 * Writes one member to a file and gives back its sha256; throws if that is not the one of the RECORD.
 * @param {string} file
 * @param {Member} member
 * @param {string} target
 * @param {(bytes: number) => void} [onWrite] told how much was written since the last call
 */
export async function extractMember(file, member, target, onWrite) {
  mkdirSync(path.dirname(target), { recursive: true })
  const hash = createHash('sha256')
  const watch = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      onWrite?.(chunk.length)
      done(null, chunk)
    },
  })
  await pipeline([await packedBytes(file, member), ...inflater(member), watch, createWriteStream(target)])
  const sha256 = hash.digest('hex')
  if (sha256 !== member.sha256)
    throw new SetUpProblem(`${member.name} in ${path.basename(file)} does not match its sha256`)
  return sha256
}

/**
 * @param {string} file
 * @param {Omit<Member, 'sha256'>} member
 */
async function readMember(file, member) {
  const bytes = new PassThrough()
  /** @type {Buffer[]} */
  const parts = []
  bytes.on('data', (part) => parts.push(part))
  await pipeline([await packedBytes(file, member), ...inflater(member), bytes])
  return Buffer.concat(parts)
}

/** @param {Pick<Member, 'method'>} member */
const inflater = ({ method }) => (method === 8 ? [createInflateRaw({ chunkSize: 1 << 20 })] : [])

/**
 * @param {string} file
 * @param {Pick<Member, 'at' | 'packed' | 'name'>} member
 */
async function packedBytes(file, { at, packed, name }) {
  const handle = await open(file)
  try {
    const header = await readAt(handle, at, 30)
    if (header.readUInt32LE(0) !== 0x04034b50) throw new SetUpProblem(`${file} is damaged at ${name}`)
    const start = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    return createReadStream(file, { start, end: start + packed - 1, highWaterMark: 1 << 20 })
  } finally {
    await handle.close()
  }
}

/**
 * @param {Buffer} directory
 * @param {number} count
 * @param {string} file
 * @returns {Omit<Member, 'sha256'>[]}
 */
function readDirectory(directory, count, file) {
  const members = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new SetUpProblem(`${file} is damaged`)
    const flags = directory.readUInt16LE(at + 8)
    const method = directory.readUInt16LE(at + 10)
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const packed = directory.readUInt32LE(at + 20)
    const bytes = directory.readUInt32LE(at + 24)
    const offset = directory.readUInt32LE(at + 42)
    if (flags & 1 || (method !== 0 && method !== 8) || [packed, bytes, offset].includes(0xffffffff))
      throw new SetUpProblem(`${name} in ${file} is stored in a way that no wheel uses`)
    members.push({ name, method, packed, bytes, at: offset })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return members
}

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {number} position
 * @param {number} length
 */
async function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}
