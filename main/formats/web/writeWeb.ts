import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ExportOptions } from '../../../shared/formats/exportOptions'
import { Problem } from '../../../shared/problem'
import type { ExportModel } from '../exportModel'
import type { FormatWork } from '../format'
import { notesOf } from '../modelNotes'
import { onnx } from '../onnx'
import { writeTfjs } from '../tfjs/writeTfjs'
import { writeBytes } from '../writeBytes'
import page from './page/index.html?raw'
import style from './page/page.css?raw'
import script from './page/page.js?raw'
import predict from './page/predict.cjs?raw'
import preprocess from './page/preprocess.js?raw'

/** What stands in front of the JSON in `model.js`. */
export const modelPrefix = 'globalThis.layerloomModel = '

/** The model for Python. */
export const onnxFile = 'model.onnx'

/** Weights in a page, in bytes; behind that a browser needs more memory for the text than it gives a page. */
const mostWeights = 256 * 2 ** 20
/** A multiple of 3, so that pieces of base64 have no padding inside. */
const pieceBytes = 3 * 2 ** 20

/**
 * A folder with a page, TensorFlow.js and the model in one script: a page that was opened from the disk may load scripts and nothing else,
 * so the weights are text (base64) there. Beside it programs for Node and for Python, the latter with the model as ONNX.
 */
export async function writeWeb(
  model: ExportModel,
  options: ExportOptions,
  folder: string,
  work: FormatWork,
): Promise<void> {
  const size = [...model.weights.shapes].reduce((sum, [, shape]) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0)
  if (size > mostWeights)
    throw new Problem({
      code: 'export-too-large',
      message: `a page with ${(size / 2 ** 20).toFixed(0)} MiB of weights opens in no browser`,
      remedy: 'export it as TensorFlow.js (tfjs) and load it from a server, or with float16 weights',
    })
  if (work.browserScript === undefined) throw new Error('a page needs the script of TensorFlow.js')
  await mkdir(folder)
  const raw = path.join(folder, 'model')
  await writeTfjs(model, raw, half(work, 0))
  await writeModelScript(raw, path.join(folder, 'model.js'), model)
  await rm(raw, { recursive: true })
  const forPython: ExportOptions = { ...options, layout: 'nhwc' }
  await onnx.write(model, forPython, path.join(folder, onnxFile), half(work, 1))
  const texts = {
    'index.html': page,
    'page.css': style,
    'page.js': script,
    'preprocess.js': preprocess,
    'predict.cjs': predict,
    'predict.py': onnx.example(model, forPython, onnxFile).text,
  }
  for (const [name, text] of Object.entries(texts)) await writeText(path.join(folder, name), [text])
  await copyFile(work.browserScript, path.join(folder, 'tf.min.js'))
}

/** One of two pieces of work that are as long as each other. */
const half = (work: FormatWork, which: 0 | 1): FormatWork => ({
  ...work,
  onProgress: (done, total) => work.onProgress(which * total + done, 2 * total),
})

async function writeModelScript(raw: string, file: string, model: ExportModel): Promise<void> {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(path.join(raw, 'model.json'), 'utf8'))
  const [{ paths, weights: weightSpecs }] = weightsManifest
  const about = `Made with Layerloom ${model.card.layerloom}`
  const head = JSON.stringify({ notes: notesOf(model), about, modelTopology, weightSpecs }).slice(0, -1)
  await writeText(file, textOf(head, raw, paths))
}

/** The script in pieces; weights are never in memory as a whole. */
async function* textOf(head: string, raw: string, paths: readonly string[]): AsyncGenerator<string> {
  yield `${modelPrefix}${head},"weights":[`
  let waiting = Buffer.alloc(0)
  let isFirst = true
  for (const [k, name] of paths.entries()) {
    waiting = Buffer.concat([waiting, await readFile(path.join(raw, name))])
    for (const isLast = k === paths.length - 1; waiting.length >= pieceBytes || (isLast && waiting.length > 0); ) {
      yield `${isFirst ? '' : ','}\n"${waiting.subarray(0, pieceBytes).toString('base64')}"`
      waiting = waiting.subarray(pieceBytes)
      isFirst = false
    }
  }
  yield ']};\n'
}

async function writeText(file: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    for await (const text of texts) await writeBytes(handle, Buffer.from(text))
    await handle.sync()
  } finally {
    await handle.close()
  }
}
