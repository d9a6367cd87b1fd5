import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { batches } from '../../main/data/batches'
import { type DataSet, imageBytes } from '../../main/data/dataSet'
import { memoryDataSet } from '../../main/data/memoryDataSet'
import { openDataSet } from '../../main/data/openDataSet'
import { Pack } from '../../main/data/pack/pack'
import { packedDataSet } from '../../main/data/pack/packedDataSet'
import { packFolder } from '../../main/data/pack/packFolder'
import { readAhead } from '../../main/data/readAhead'
import { Session } from '../../main/engine/session'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { inferNetwork } from '../../shared/model/infer'
import { DataReference } from '../../shared/records/dataReference'
import type { DataSetFile } from '../../shared/records/dataSetFile'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { endWith } from './endWith'
import { median } from './median'

const usage = `npm run bench -- packed [options]   what it costs that pictures lie in a pack: the same steps out of memory, in turns
  --data FOLDER     pictures in class folders (../shared/data/cifar)
  --size N          side of the pictures (32)
  --network NAME    resnet-20, or a fast one such as lenet-5
  --batch N         128
  --steps N         of each in a turn (10)
  --turns N         7
  at most 5 % slower is the goal; exit 1 where the median is beyond
`

/** Part by which a packed folder may be slower. */
const allowed = 0.05

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join(process.env.LAYERLOOM_SHARED ?? '../shared', 'data/cifar') },
      size: { type: 'string', default: '32' },
      network: { type: 'string', default: 'resnet-20' },
      batch: { type: 'string', default: '128' },
      steps: { type: 'string', default: '10' },
      turns: { type: 'string', default: '7' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return true
  }
  if (!existsSync(values.data)) throw new Error(`no pictures in ${path.resolve(values.data)}: name them with --data`)
  const cache = await mkdtemp(path.join(tmpdir(), 'layerloom-packed-'))
  try {
    const sides = await open(path.resolve(values.data), Number(values.size), cache)
    const { classes, imageShape } = sides.memory
    const network = zooNetwork(values.network).build({ input: imageShape, classes: classes.length })
    const configuration = TrainingConfiguration.parse({ batchSize: Number(values.batch) })
    const program = compileTraining({
      network: inferNetwork(network),
      classes: classes.length,
      normalization: { kind: '0-1' },
      augmentation: [],
      configuration,
    })
    const session = await Session.open(program)
    const seconds = { memory: [] as number[], resident: [] as number[], streamed: [] as number[] }
    const names = Object.keys(seconds) as (keyof typeof seconds)[]
    for (let turn = -1; turn < Number(values.turns); turn++)
      // The first turn warms up; who begins changes.
      for (const name of turn % 2 ? names : [...names].reverse()) {
        const took = await train(session, sides[name], configuration.batchSize, Number(values.steps), turn + 1)
        if (turn >= 0) seconds[name].push(took)
      }
    session.close()
    await Promise.all(names.map((name) => sides[name].close?.()))
    const images = Number(values.steps) * configuration.batchSize
    const base = median(seconds.memory)
    let worst = 0
    for (const name of names) {
      const slower = median(seconds[name]) / base - 1
      worst = Math.max(worst, slower)
      process.stdout.write(
        `${name.padEnd(9)} ${(images / median(seconds[name])).toFixed(0).padStart(6)} images/s  ${(slower * 100).toFixed(1).padStart(5)} % slower\n`,
      )
    }
    process.stdout.write(`load ${loadavg().map((load) => load.toFixed(1))}\n`)
    return worst <= allowed
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
}

/** The same images in memory, in a pack that is held in memory, and in one that is read picture by picture. */
async function open(source: string, size: number, cache: string) {
  const resident = await openDataSet(DataReference.parse({ source, validation: 0 }), {
    cache,
    pictures: {
      target: { shape: [size, size, 3], resize: 'crop', background: [255, 255, 255] },
      openDecoder: openPictureDecoder,
    },
  })
  const packs = packFolder(cache)
  const [file = ''] = readdirSync(packs).filter((name) => name.endsWith('.pack'))
  const pack = await Pack.open(path.join(packs, file), 0)
  if (!pack) throw new Error('the pack is not there')
  const streamed = packedDataSet(resident.version as DataSetFile, pack)
  const count = resident.count('train')
  const pixels = new Uint8Array(count * imageBytes(resident.imageShape))
  const all = Int32Array.from({ length: count }, (_, k) => k)
  await resident.read('train', all, pixels)
  const images = {
    imageShape: resident.imageShape,
    classes: resident.classes,
    pixels,
    labels: resident.labels('train'),
  }
  const memory = memoryDataSet(source, images, { validation: 0, test: 0, seed: 1 })
  return { memory, resident, streamed }
}

async function train(
  session: Session,
  data: DataSet,
  batchSize: number,
  steps: number,
  epoch: number,
): Promise<number> {
  const began = performance.now()
  let done = 0
  for await (const { images, labels } of readAhead(
    batches(data, 'train', { batchSize, dropLast: true, shuffle: { seed: 1, epoch } }),
  )) {
    session.call('train', { images, labels, rate: 0.001 })
    if (++done === steps) break
  }
  return (performance.now() - began) / 1000
}

void endWith(main())
