import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { askAtTerminal } from '../../../scripts/engine/gpuChoice.mjs'
import { cachedPython, type PythonSetUp, pythonToFetch } from '../../bench/rivals/environment'
import { runExamples } from './examples'
import { families } from './families'
import { foreignNames, readForeign } from './foreign'
import { liveFormats } from './formats'
import { openResults } from './results'
import { runLayers, runZoo } from './runFormats'
import { tableOf } from './table'
import { toolsWith } from './tools'
import { wishesOf } from './wishes'

const python: PythonSetUp = {
  name: 'formats-python',
  packages: [
    'tensorflow-cpu==2.21.0',
    'keras==3.15.1',
    'torch==2.15.0',
    'torchvision==0.29.2',
    'onnx==1.23.2',
    'onnxruntime==1.32.0',
    'onnxscript==0.7.2',
    'safetensors==0.8.0',
    'timm==1.0.31',
    'h5py',
    'pillow==13.0.0',
  ],
  size: '3 GB to fetch, 7 GB on disk',
}

/** Somebody at a terminal is asked; elsewhere the set-up says what it fetches and goes on. */
async function mayFetch(toFetch: string): Promise<boolean> {
  if (process.env.CI || !process.stdin.isTTY || !process.stderr.isTTY) return true
  return /^y(es)?$/i.test((await askAtTerminal(`${toFetch}\nFetch it? [y/N] `)).trim())
}

async function main(words: readonly string[]): Promise<boolean> {
  const { what, formats, networks, pictures, out, results: kept, isAgreed } = wishesOf(words)
  const toFetch = pythonToFetch(python)
  if (toFetch !== undefined && !isAgreed && !(await mayFetch(toFetch))) return false
  const chosen = liveFormats.filter(({ format }) => !formats || formats.includes(format))
  const folder = mkdtempSync(path.join(process.env.LAYERLOOM_SCRATCH ?? tmpdir(), 'layerloom-formats-'))
  const program = cachedPython(python)
  const tools = toolsWith(program, folder)
  const results = openResults(kept)
  try {
    if (what.has('zoo')) {
      const some = families.filter(([name]) => !networks || networks.includes(name))
      await runZoo(some, pictures, chosen, folder, tools, results)
    }
    if (what.has('layers')) await runLayers(chosen, folder, tools, results)
    if (what.has('foreign'))
      await readForeign(
        foreignNames.filter((word) => !networks || networks.includes(word)),
        folder,
        tools,
        results.add,
      )
    if (what.has('examples')) await runExamples(folder, program, results.add)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const rows = results.rows()
  const text = tableOf(rows)
  process.stdout.write(text)
  mkdirSync(path.dirname(out), { recursive: true })
  writeFileSync(out, text)
  process.stdout.write(`written to ${out}\n`)
  return rows.every(({ isRight }) => isRight)
}

main(process.argv.slice(2)).then(
  (isRight) => {
    process.exitCode = isRight ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  },
)
