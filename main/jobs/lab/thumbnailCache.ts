import { createHash } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from '../../data/pictures/crc32'
import { errorCode } from '../../disk/disk'

const keyBytes = 16
const headBytes = keyBytes + 4

/**
 * Small pictures of one size, kept on the disk: records of a key, a checksum and pixels, one behind the other in a file that only grows. A record
 * that is damaged (two studios wrote at once, a full disk, a kill) is one that is not there. A file that has grown too large is begun anew.
 * A cache: what cannot be read or written is left.
 */
export class ThumbnailCache {
  private readonly places = new Map<string, number>()
  private readonly record: number
  private readonly mostBytes: number
  private file: number | undefined
  private end = 0

  private constructor(pixelBytes: number, mostBytes: number) {
    this.record = headBytes + pixelBytes
    this.mostBytes = mostBytes
  }

  /** @param pixelBytes of each picture */
  static open(file: string, pixelBytes: number, mostBytes = 1e9): ThumbnailCache {
    const cache = new ThumbnailCache(pixelBytes, mostBytes)
    try {
      mkdirSync(path.dirname(file), { recursive: true })
      cache.begin(file)
    } catch (error) {
      if (errorCode(error) === undefined) throw error
    }
    return cache
  }

  get(key: string): Uint8Array | undefined {
    const place = this.places.get(digestOf(key).toString('hex'))
    if (place === undefined || this.file === undefined) return undefined
    const record = Buffer.alloc(this.record)
    if (readSync(this.file, record, 0, this.record, place) !== this.record) return undefined
    const pixels = new Uint8Array(record.buffer, record.byteOffset + headBytes, this.record - headBytes)
    const isWhole = record.readUInt32LE(keyBytes) === crc32(pixels)
    // A copy of its own: it is sent on.
    return isWhole && digestOf(key).equals(record.subarray(0, keyBytes)) ? pixels.slice() : undefined
  }

  add(key: string, pixels: Uint8Array): void {
    if (this.file === undefined || this.end + this.record > this.mostBytes) return
    const digest = digestOf(key)
    const record = Buffer.alloc(this.record)
    digest.copy(record)
    record.writeUInt32LE(crc32(pixels), keyBytes)
    record.set(pixels, headBytes)
    try {
      writeSync(this.file, record, 0, this.record, this.end)
      this.places.set(digest.toString('hex'), this.end)
      this.end += this.record
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      this.close()
    }
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
  }

  private begin(file: string): void {
    this.file = openSync(file, 'a+', 0o600)
    closeSync(this.file)
    this.file = openSync(file, 'r+')
    const { size } = fstatSync(this.file)
    if (size + this.record > this.mostBytes) {
      closeSync(this.file)
      unlinkSync(file)
      this.file = openSync(file, 'wx+', 0o600)
      return
    }
    const key = Buffer.alloc(keyBytes)
    for (; this.end + this.record <= size; this.end += this.record) {
      readSync(this.file, key, 0, keyBytes, this.end)
      this.places.set(key.toString('hex'), this.end)
    }
  }
}

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest().subarray(0, keyBytes)
