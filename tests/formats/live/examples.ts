import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Row } from './table'
import { predictionInPage } from './tfjsPage'

/** Every program that lies beside an export, run on photos as a person runs it. */
const exports: readonly (readonly [name: string, words: readonly string[], program: string])[] = [
  ['keras', ['--format', 'keras', '--out', 'model.keras'], 'model.keras.about/predict.py'],
  ['h5', ['--format', 'h5', '--out', 'model.h5', '--float16'], 'model.h5.about/predict.py'],
  ['savedmodel', ['--format', 'savedmodel', '--out', 'saved'], 'saved/predict.py'],
  ['pytorch', ['--format', 'pytorch', '--out', 'torch'], 'torch/predict.py'],
  ['onnx nchw', ['--format', 'onnx', '--out', 'nchw.onnx'], 'nchw.onnx.about/predict.py'],
  ['onnx nhwc', ['--format', 'onnx', '--out', 'nhwc.onnx', '--layout', 'nhwc'], 'nhwc.onnx.about/predict.py'],
  ['tfjs', ['--format', 'tfjs', '--out', 'tfjs'], 'tfjs/predict.js'],
  ['web in Node', ['--format', 'web', '--out', 'web'], 'web/predict.cjs'],
  ['web in Python', [], 'web/predict.py'],
]

const Top = z.array(z.object({ class: z.string(), probability: z.number() }))
type Top = z.infer<typeof Top>
const Predictions = z.object({ predictions: z.array(z.object({ top: Top })) })

/** Decoders of JPEG differ by a few 255ths, and ways of scaling by one; a network of two epochs makes no more of it. */
const allowed = 0.02

/** Trains a small network on shapes, exports it everywhere and holds what each program says of photos next to `predict`. */
export async function runExamples(folder: string, python: string, add: (row: Row) => void): Promise<void> {
  const project = path.join(folder, 'project')
  await studio(['new', project, '--network', 'resnet-20', '--data', 'sample:shapes'])
  await studio(['train', project, '--epochs', '2'])
  const run = path.join(project, 'runs', readdirSync(path.join(project, 'runs'))[0] as string)
  const photos = photosOf('../shared/data/photos/val')
  const told = await studio(['predict', run, ...photos, '--json'])
  const expected = Predictions.parse(JSON.parse(told)).predictions.map(({ top }) => top)
  for (const [name, words, program] of exports) {
    if (words.length > 0) {
      const out = words.indexOf('--out') + 1
      await studio(['export', run, ...words.map((word, k) => (k === out ? path.join(folder, word) : word))])
    }
    const row = { format: 'example', variant: name, opener: path.basename(program), name: 'resnet-20' }
    const rest = { count: photos.length, magnitude: 1, top1Changed: 0, difference: Number.NaN }
    try {
      const found = await predictions(path.join(folder, program), photos, python)
      const { difference, others } = compare(expected, found)
      const isRight = found.length === photos.length && difference <= allowed && others === 0
      const verdict = `${difference.toExponential(1)} of a probability, ${others} other classes`
      add({ ...row, ...rest, difference, top1Changed: others, isRight, verdict })
    } catch (error) {
      add({ ...row, ...rest, isRight: false, verdict: `failed: ${error instanceof Error ? error.message : error}` })
    }
  }
  add(await trainedAnew(folder, python, run, photos))
}

/** The script that trains the network anew in Keras, on a few photos; what it saves is read by us. */
async function trainedAnew(folder: string, python: string, run: string, photos: readonly string[]): Promise<Row> {
  const row = { format: 'example', variant: 'training', opener: 'train_keras.py', name: 'resnet-20' }
  const rest = { count: photos.length, magnitude: 1, top1Changed: 0, difference: 0 }
  try {
    const { data } = z
      .object({ data: z.object({ classes: z.array(z.string()) }) })
      .parse(JSON.parse(readFileSync(path.join(run, 'job.json'), 'utf8')))
    const pictures = path.join(folder, 'pictures')
    for (const split of ['train', 'val'])
      for (const [k, name] of data.classes.entries()) {
        const place = path.join(pictures, split, name)
        mkdirSync(place, { recursive: true })
        const photo = photos[k % photos.length] as string
        copyFileSync(photo, path.join(place, path.basename(photo)))
      }
    await ran(python, [path.join(folder, 'model.keras.about/train_keras.py'), pictures], withoutGpu, folder)
    await studio(['import', path.join(folder, 'trained.keras'), '--out', path.join(folder, 'trained')])
    return { ...row, ...rest, isRight: true, verdict: 'trained, saved and read' }
  } catch (error) {
    return { ...row, ...rest, isRight: false, verdict: `failed: ${error instanceof Error ? error.message : error}` }
  }
}

const withoutGpu = { TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' }

/** What a program says of each picture, its likeliest classes first. */
async function predictions(program: string, photos: readonly string[], python: string): Promise<Top[]> {
  if (program.endsWith('predict.js')) return predictionInPage(path.dirname(program), photos)
  const isNode = program.endsWith('.cjs')
  const env = { NODE_PATH: path.resolve('node_modules'), ...withoutGpu }
  const lines = (await ran(isNode ? process.execPath : python, [program, ...photos], env)).trim().split('\n')
  if (isNode)
    return lines
      .filter((line) => line.startsWith('{'))
      .map((line) => z.object({ classes: Top }).parse(JSON.parse(line)).classes)
  // 'PATH class 0.912, other 0.041': the path as it was given, then names and numbers.
  return photos.map((photo) => {
    const line = lines.find((one) => one.startsWith(`${photo} `))
    if (line === undefined) throw new Error(`nothing is said of ${photo}`)
    return line
      .slice(photo.length + 1)
      .split(', ')
      .map((part) => {
        const [, name = '', value] = /^(.*) (\d\.\d+)$/.exec(part) ?? []
        return { class: name, probability: Number(value) }
      })
  })
}

function compare(expected: readonly Top[], found: readonly Top[]): { difference: number; others: number } {
  let [difference, others] = [0, 0]
  for (const [k, top] of expected.entries()) {
    const theirs = found[k] ?? []
    // Two classes that are as likely are no other class.
    const first = top[0] as Top[number]
    const same = top.find((one) => one.class === theirs[0]?.class)
    if (!same || first.probability - same.probability > 2 * allowed) others++
    for (const { class: name, probability } of top) {
      const other = theirs.find((one) => one.class === name)
      if (other) difference = Math.max(difference, Math.abs(other.probability - probability))
    }
  }
  return { difference, others }
}

/** A few of each class. */
function photosOf(folder: string): string[] {
  const place = path.resolve(folder)
  if (!existsSync(place)) throw new Error(`${place} is not there: examples are run on its photos`)
  return readdirSync(place).flatMap((name) =>
    readdirSync(path.join(place, name))
      .sort()
      .slice(0, 5)
      .map((file) => path.join(place, name, file)),
  )
}

const studio = (words: readonly string[]) => ran(process.execPath, ['scripts/start.mjs', ...words], {})

function ran(program: string, words: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd })
    const texts = { stdout: '', stderr: '' }
    child.stdout.on('data', (data) => {
      texts.stdout += data
    })
    child.stderr.on('data', (data) => {
      texts.stderr += data
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(texts.stdout)
        : reject(new Error(`${words[0]} ended with ${code}: ${texts.stderr.trim().split('\n').at(-1)}`)),
    )
  })
}
