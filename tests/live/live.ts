import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Session } from '../../main/engine/session'
import { decodeSafetensors } from '../../main/formats/safetensors'
import { inferNetwork } from '../../shared/model/infer'
import type { TensorData } from '../../shared/tensorData'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { kerasName, torchvisionName } from '../../shared/zoo/weightName'
import { compareCounts } from './counts'
import { type Library, run, withPython } from './environment'
import { comparePictures } from './pictures'
import { fromTorch } from './theirWeights'

const usage = `node tests/live/run.mjs [logits|counts [torchvision|keras [NETWORK...]]]
       node tests/live/run.mjs pictures [PHOTOS]
  logits   of equal weights and pictures, ours and theirs
  counts   parameters, running statistics and multiply-adds
  pictures photos (../shared/data/photos) decoded and scaled next to Pillow
`

const networks: Readonly<Record<Library, readonly string[]>> = {
  torchvision: [
    'alexnet',
    'vgg-16-bn',
    'googlenet-bn',
    'inception-v3',
    'resnet-18',
    'resnet-50',
    'densenet-121',
    'mobilenet-v2',
    'squeezenet-1.0',
    'squeezenet-1.1',
  ],
  keras: ['resnet-v2-50', 'resnet-v2-101', 'densenet-121'],
}

/** Largest difference of a logit. */
const allowed = 1e-4

async function compareLogits(library: Library, names: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-live-logits-'))
  try {
    withPython(library, (python) =>
      run(python, [path.join(process.env.LAYERLOOM_LIVE_SCRIPTS ?? '', `${library}_logits.py`), folder, ...names]),
    )
    let isWithin = true
    for (const name of names) {
      const { difference, largest, top1 } = await differenceOf(library, name, path.join(folder, `${name}.safetensors`))
      const verdict = difference <= allowed ? '' : '   TOO FAR'
      process.stdout.write(
        `${library} ${name}: largest difference ${difference.toExponential(2)} of logits up to ${largest.toFixed(2)}, ${top1}${verdict}\n`,
      )
      isWithin &&= difference <= allowed
    }
    return isWithin
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function differenceOf(library: Library, name: string, file: string) {
  const { tensors } = decodeSafetensors(readFileSync(file), file)
  const entry = zooNetwork(name)
  const network = inferNetwork(entry.build(entry.published))
  const { classes } = entry.published
  const program = compileTraining({
    network,
    classes,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ optimizer: { name: 'sgd' } }),
  })
  const session = await Session.open(program)
  try {
    const state = new Map(session.readState())
    const unused = new Set([...tensors.keys()].filter((key) => key.startsWith('weights.')))
    for (const { layer: id, spec, variable } of program.weights) {
      const theirs = library === 'torchvision' ? torchvisionName(entry, variable.name) : kerasName(entry, variable.name)
      const key = `weights.${theirs}`
      const value = tensors.get(key)
      const layer = network.layers.get(id)
      if (!value || !layer) throw new Error(`${name}: ${variable.name} should be ${theirs}, which is not there`)
      const made: TensorData = library === 'torchvision' ? fromTorch(value, spec.shape, layer, network) : value
      if (made.shape.join() !== spec.shape.join())
        throw new Error(`${name}: ${theirs} is [${value.shape}], ours [${spec.shape}]`)
      state.set(variable.name, made)
      unused.delete(key)
    }
    if (unused.size > 0) throw new Error(`${name}: theirs and not ours: ${[...unused].slice(0, 5).join(', ')}`)
    session.writeState(state)
    const theirs = tensors.get('logits')?.data as Float32Array
    const ours = session.call('predict', { images: tensors.get('images')?.data as Uint8Array }).logits as Float32Array
    if (ours.length !== theirs.length) throw new Error(`${name}: ${ours.length} logits, theirs ${theirs.length}`)
    const difference = ours.reduce((most, value, k) => Math.max(most, Math.abs(value - (theirs[k] as number))), 0)
    const best = (logits: Float32Array) =>
      [0, 1].map((n) => logits.subarray(n * classes, (n + 1) * classes)).map((row) => row.indexOf(Math.max(...row)))
    return {
      difference: Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference,
      largest: theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      top1: best(ours).join() === best(theirs).join() ? 'same classes' : 'OTHER CLASSES',
    }
  } finally {
    session.close()
  }
}

async function main([what, library, ...names]: readonly string[]): Promise<boolean> {
  if (what === 'pictures') return comparePictures(library ?? '../shared/data/photos')
  if (what !== undefined && what !== 'logits' && what !== 'counts') throw new Error(usage)
  if (library !== undefined && library !== 'torchvision' && library !== 'keras') throw new Error(usage)
  const libraries: readonly Library[] = library === undefined ? ['torchvision', 'keras'] : [library]
  let isRight = what === 'logits' || compareCounts(libraries)
  if (what === 'counts') return isRight
  for (const one of libraries) isRight = (await compareLogits(one, names.length > 0 ? names : networks[one])) && isRight
  process.stdout.write(isRight ? 'all is as it should be\n' : 'NOT all is as it should be\n')
  return isRight
}

main(process.argv.slice(2)).then(
  (isWithin) => {
    process.exitCode = isWithin ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  },
)
