import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cachedPython } from '../../bench/rivals/environment'
import { runExamples } from './examples'
import { families } from './families'
import { foreignNames, readForeign } from './foreign'
import { liveFormats } from './formats'
import { openResults } from './results'
import { runLayers, runZoo } from './runFormats'
import { tableOf } from './table'
import { toolsWith } from './tools'

const usage = `npm run test:formats -- [zoo|layers|foreign|examples...] [--format F,F] [--network N,N] [--pictures N] [--out FILE] [--results FILE]
  zoo      every family of the zoo in each format, opened by the program that people open it with
  layers   every layer of the exam, likewise
  foreign  files that torchvision, timm and PyTorch's exporter wrote, read by us
  examples the programs that lie beside each export, run on photos
--results keeps what was found in a file (JSON) and runs only what that one lacks.
LAYERLOOM_RIVALS names a Python that has the packages; without it one is set up in the cache (about 3 GB to fetch, once).
`

const packages = [
  'tensorflow-cpu==2.21.0',
  'keras==3.15.1',
  'torch==2.15.0',
  'torchvision==0.29.2',
  'onnx==1.23.2',
  'onnxruntime==1.32.0',
  'safetensors==0.8.0',
  'timm==1.0.31',
  'h5py',
  'pillow==13.0.0',
]

const parts: readonly string[] = ['zoo', 'layers', 'foreign', 'examples']

interface Wishes {
  readonly what: ReadonlySet<string>
  readonly formats: readonly string[] | undefined
  readonly networks: readonly string[] | undefined
  readonly pictures: number
  readonly out: string
  readonly results: string | undefined
}

function wishesOf(words: readonly string[]): Wishes {
  const what = new Set<string>()
  const named = new Map<string, string>()
  for (let k = 0; k < words.length; k++) {
    const word = words[k] as string
    if (parts.includes(word)) what.add(word)
    else if (['--format', '--network', '--pictures', '--out', '--results'].includes(word) && words[k + 1])
      named.set(word, words[++k] as string)
    else throw new Error(usage)
  }
  return {
    what: what.size > 0 ? what : new Set(parts),
    formats: named.get('--format')?.split(','),
    networks: named.get('--network')?.split(','),
    pictures: Number(named.get('--pictures') ?? 200),
    out: path.resolve(named.get('--out') ?? 'out/test-formats.md'),
    results: named.get('--results') && path.resolve(named.get('--results') as string),
  }
}

async function main(words: readonly string[]): Promise<boolean> {
  const { what, formats, networks, pictures, out, results: kept } = wishesOf(words)
  const chosen = liveFormats.filter(({ format }) => !formats || formats.includes(format))
  const folder = mkdtempSync(path.join(process.env.LAYERLOOM_SCRATCH ?? tmpdir(), 'layerloom-formats-'))
  const python = cachedPython('formats-python', packages)
  const tools = toolsWith(python, folder)
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
    if (what.has('examples')) await runExamples(folder, python, results.add)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const text = tableOf(results.rows)
  process.stdout.write(text)
  mkdirSync(path.dirname(out), { recursive: true })
  writeFileSync(out, text)
  process.stdout.write(`written to ${out}\n`)
  return results.rows.every(({ isRight }) => isRight)
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
