import path from 'node:path'

const usage = `npm run test:formats -- [zoo|layers|foreign|examples...] [--format F,F] [--network N,N] [--pictures N] [--out FILE] [--results FILE] [--yes]
  zoo      every family of the zoo in each format, opened by the program that people open it with
  layers   every layer of the exam, likewise
  foreign  files that torchvision, timm and PyTorch's exporter wrote, read by us
  examples the programs that lie beside each export, run on photos
--results keeps what was found in a file (JSON lines) and runs only what that one lacks; several runs may share it.
LAYERLOOM_RIVALS names a Python that has the packages; without it one is set up in the cache, once: about 3 GB to fetch, 7 GB on disk.
At a terminal you are asked before; --yes (or CI) goes on without.
LAYERLOOM_TFJS_WASM names an unpacked @tensorflow/tfjs-backend-wasm: TensorFlow.js in Chromium then runs on WebAssembly.
`

const parts: readonly string[] = ['zoo', 'layers', 'foreign', 'examples']

/** What a run of the tests of formats is to do. */
export interface Wishes {
  readonly what: ReadonlySet<string>
  readonly formats: readonly string[] | undefined
  readonly networks: readonly string[] | undefined
  readonly pictures: number
  readonly out: string
  readonly results: string | undefined
  /** Whether the packages may be fetched without a question. */
  readonly isAgreed: boolean
}

/** Throws an Error with the usage for words that it does not know. */
export function wishesOf(words: readonly string[]): Wishes {
  const what = new Set<string>()
  const named = new Map<string, string>()
  let isAgreed = false
  for (let k = 0; k < words.length; k++) {
    const word = words[k] as string
    if (parts.includes(word)) what.add(word)
    else if (word === '--yes') isAgreed = true
    else if (['--format', '--network', '--pictures', '--out', '--results'].includes(word) && words[k + 1])
      named.set(word, words[++k] as string)
    else throw new Error(usage)
  }
  const pictures = Number(named.get('--pictures') ?? 200)
  if (!Number.isInteger(pictures) || pictures < 1) throw new Error(`--pictures takes a number from 1 on\n${usage}`)
  return {
    what: what.size > 0 ? what : new Set(parts),
    formats: named.get('--format')?.split(','),
    networks: named.get('--network')?.split(','),
    pictures,
    out: path.resolve(named.get('--out') ?? 'out/test-formats.md'),
    results: named.get('--results') && path.resolve(named.get('--results') as string),
    isAgreed,
  }
}
