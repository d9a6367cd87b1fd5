import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/** A Python wheel with the given files: a zip whose last member, `RECORD`, has the sha256 of the others. */
export function wheelFile(name: string, files: Record<string, string | Buffer>): Buffer {
  const contents = Object.entries(files).map(([file, text]): [string, Buffer] => [file, Buffer.from(text)])
  const record = contents.map(([file, bytes]) => `${file},sha256=${digest(bytes)},${bytes.length}\n`).join('')
  return zip([...contents, [`${name}.dist-info/RECORD`, Buffer.from(record)]])
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url')

function zip(files: [name: string, bytes: Buffer][]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of files) {
    const packed = deflateRawSync(bytes)
    // Version, flags, method, time, date, checksum (not looked at: RECORD has a better one), sizes, length of the name.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}
