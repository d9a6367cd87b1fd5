import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { deflateSync } from 'node:zlib'
import { type ImageShape, imageBytes } from '../../main/data/dataSet'
import { crc32 } from '../../main/data/pictures/crc32'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import type { PictureDecoder, PictureTarget } from '../../main/data/pictures/pictureDecoder'
import { readIdx } from '../../main/data/sources/idx/readIdx'
import { loadSharp } from '../../main/jobs/pictures/loadSharp'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { makeDigitFolder } from '../data/makeDigitFolder.mjs'
import { decodeRate, feeders } from './fed'
import { median } from './median'
import { withOthersShare } from './othersShare'

const usage = `npm run bench -- decode [options]   pictures a second from encoded bytes in memory to pixels of one size
  --shared DIR   where data/mnist and data/photos are (../shared)
  --seconds N    a turn (3)
  --rounds N     5
  --rivals N     digits (none) that ours, torchvision and Keras read as PNG files out of a folder and decode; each runs alone, in turns
  --out FILE     where the result goes as JSON (test-output/bench/decode.json)
`

/** What is decoded, and into what; pictures in memory, so that no disk is measured. */
interface Contest {
  readonly name: string
  readonly files: readonly Uint8Array[]
  readonly batch: number
  /** Decodes the pictures, given by position. */
  readonly turn: (files: readonly Uint8Array[]) => Promise<void>
}

/** The digits as PNG files, 28x28 grey, as a person's folder would hold them. */
async function digits(folder: string, most: number): Promise<Uint8Array[]> {
  const { sizes, bytes } = await readIdx(path.join(folder, 't10k-images-idx3-ubyte.gz'))
  const [count = 0, height = 0, width = 0] = sizes
  const each = height * width
  return Array.from({ length: Math.min(most, count) }, (_, k) =>
    png(bytes.subarray(k * each, (k + 1) * each), height, width),
  )
}

function png(pixels: Uint8Array, height: number, width: number): Uint8Array {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

const photos = (folder: string): Uint8Array[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => Uint8Array.from(readFileSync(path.join(folder, name))))

function ours(decoder: PictureDecoder, shape: ImageShape, resize: PictureTarget['resize']): Contest['turn'] {
  const target: PictureTarget = { shape, resize, background: [255, 255, 255] }
  return async (files) => {
    const pixels = new Uint8Array(files.length * imageBytes(shape))
    const pictures = files.map((bytes) => ({
      entry: { name: '', className: '', split: undefined, size: bytes.length, modified: 0 },
      bytes,
    }))
    const outcomes = await decoder.decode(pictures, target, pixels)
    for (const { problem } of outcomes) if (problem) throw new Error(problem.message)
  }
}

/** The alternative that decodes everything: sharp's WebAssembly build, four pictures in flight. */
const sharpWasm = async (files: readonly Uint8Array[]): Promise<void> => {
  const sharp = loadSharp()
  const waiting = [...files]
  const worker = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop())
      await sharp(file).resize(224, 224, { fit: 'cover', kernel: 'linear' }).raw().toBuffer()
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}

const onlyInspected = async (files: readonly Uint8Array[]): Promise<void> => {
  for (const bytes of files) if (inspectPicture(bytes).refusal) throw new Error('a picture of the benchmark is refused')
}

interface Turn {
  readonly perSecond: number
  readonly perProcessorSecond: number
  readonly othersShare: number | undefined
}

async function run({ files, batch, turn }: Contest, seconds: number, from: { at: number }): Promise<Turn> {
  let done = 0
  const processor = process.cpuUsage()
  const start = performance.now()
  const { othersShare } = await withOthersShare(process.pid, async () => {
    while (performance.now() - start < seconds * 1000) {
      await turn(Array.from({ length: batch }, () => files[from.at++ % files.length] as Uint8Array))
      done += batch
    }
  })
  const passed = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(processor)
  return { perSecond: done / passed, perProcessorSecond: done / ((user + system) / 1e6), othersShare }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      shared: { type: 'string', default: '../shared' },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '5' },
      rivals: { type: 'string', default: '0' },
      out: { type: 'string', default: 'test-output/bench/decode.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const data = path.join(values.shared, 'data')
  // First, for what is set next is not for them.
  const rivals = Number(values.rivals) > 0 ? fromFolder(data, Number(values.rivals), Number(values.rounds)) : undefined
  // As the studio starts a process that only decodes (decodingSettings); read when TensorFlow is loaded.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1'
  const decoder = await openPictureDecoder()
  const small = await digits(path.join(data, 'mnist'), 10_000)
  const large = photos(path.join(data, 'photos', 'train'))
  const contests: readonly Contest[] = [
    { name: 'PNG digits, looked at only', files: small, batch: 1024, turn: onlyInspected },
    { name: 'PNG digits to 28x28x1', files: small, batch: 1024, turn: ours(decoder, [28, 28, 1], 'stretch') },
    { name: 'PNG digits to 32x32x3', files: small, batch: 1024, turn: ours(decoder, [32, 32, 3], 'stretch') },
    {
      name: 'JPEG photos to 224x224x3, stretch',
      files: large,
      batch: 64,
      turn: ours(decoder, [224, 224, 3], 'stretch'),
    },
    { name: 'JPEG photos to 224x224x3, crop', files: large, batch: 64, turn: ours(decoder, [224, 224, 3], 'crop') },
    { name: "JPEG photos, crop, sharp's wasm", files: large, batch: 16, turn: sharpWasm },
  ]
  const turns = new Map(contests.map((contest) => [contest, [] as Turn[]] as const))
  // The first turn opens graphs and is not counted.
  for (let round = 0; round <= Number(values.rounds); round++)
    for (const [contest, results] of turns) {
      const turn = await run(contest, Number(values.seconds), { at: 0 })
      if (round > 0) results.push(turn)
    }
  decoder.close()
  const rows = [...turns].map(([{ name }, results]) => ({
    name,
    perSecond: median(results.map(({ perSecond }) => perSecond)),
    best: Math.max(...results.map(({ perSecond }) => perSecond)),
    perProcessorSecond: median(results.map(({ perProcessorSecond }) => perProcessorSecond)),
    othersShare: Math.max(...results.map(({ othersShare = 0 }) => othersShare)),
    turns: results,
  }))
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify({ rows, rivals }, null, 2)}\n`)
  for (const { name, perSecond, best, perProcessorSecond, othersShare } of rows)
    process.stdout.write(
      `${name}: ${perSecond.toFixed(0)} images/s (best ${best.toFixed(0)}), ${perProcessorSecond.toFixed(0)} a processor second; others took up to ${(othersShare * 100).toFixed(0)} %\n`,
    )
}

interface FromFolder {
  readonly name: string
  /** Images a second, a round each, and the load of the machine before it. */
  readonly perSecond: readonly number[]
  readonly loads: readonly number[]
}

/** Digits as PNG files in class folders, read and decoded by each: ours without its pack, for theirs have none. */
function fromFolder(data: string, count: number, rounds: number): readonly FromFolder[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-decode-'))
  const names = Object.keys(feeders) as (keyof typeof feeders)[]
  const found = names.map((name) => ({ name, perSecond: [] as number[], loads: [] as number[] }))
  try {
    makeDigitFolder(folder, { mnist: path.join(data, 'mnist'), count, splits: false })
    const course = { name: 'digits', folder, side: 28, channels: 1, batch: 100, epochs: 3 }
    for (let round = 0; round < rounds; round++)
      for (const { name, perSecond, loads } of found) {
        loads.push(loadavg()[0] as number)
        perSecond.push(decodeRate(feeders[name as keyof typeof feeders](course)))
      }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const ours = median(found[0]?.perSecond ?? [])
  for (const { name, perSecond, loads } of found)
    process.stdout.write(
      `PNG digits out of a folder, ${name}: ${median(perSecond).toFixed(0)} images/s, ours is ${(ours / median(perSecond)).toFixed(2)}x; load up to ${Math.max(...loads).toFixed(1)}\n`,
    )
  return found
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
