import { spawnSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noReference, shared } from '../reference'
import { startImportJob } from './importJob'
import { isWhole } from './isWhole'

const folder = shared && path.join(shared, 'data/hostile-models')
const canTrace = process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
const missing = folder ? (canTrace ? '' : ' (strace is not here, or may not trace)') : ` (${noReference})`

/** Models that name other files, and the controls; with LAYERLOOM_FORMATS=full all. */
const wanted =
  /\/ok(\.|\/)|external|link|virtual|dotdot|absolute|backslash|encoded|-url|device|windows|unc|missing|slip|path/
const goldens = path.resolve(__dirname, 'goldens')
const models = folder
  ? readFileSync(path.join(folder, 'MANIFEST.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0] as string)
      .filter((name) => name !== '' && !name.endsWith('.bin') && (isWhole || wanted.test(name)))
      .map((name) => path.join(folder, name))
  : []

/** What a process that reads and writes files of its own needs besides, whatever is imported. */
const ownFiles =
  /^\/(proc\/(\d+\/stat|self\/(maps|cgroup)|meminfo|sys\/(kernel\/random\/boot_id|vm\/overcommit_memory))|etc\/localtime|dev\/null|sys\/.*)$/
const bundle = path.resolve(__dirname, '../../out/main')

describe.skipIf(missing !== '')(`what an import opens${missing}`, () => {
  let scratch: string
  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'layerloom-opened-'))
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  test.each([
    ...models,
    path.join(goldens, 'foreign/tfjs-mnist-some/model.json'),
    path.join(goldens, 'functional.keras'),
  ])('%s: the given file and its own project alone', { timeout: 120_000 }, async (file) => {
    const home = mkdtempSync(path.join(scratch, 'one-'))
    const trace = path.join(scratch, 'trace')
    const under = ['strace', '-f', '-qq', '-s', '4096', '-e', 'trace=open,openat,openat2,creat', '-o', trace]
    expect(await startImportJob(file, path.join(home, 'project'), { under }).ended).not.toBe('lost')
    const opened = pathsIn(readFileSync(trace, 'utf8'))
    const first = opened.indexOf(file)
    // The model was opened, and nothing is watched if nothing was seen.
    expect(first).toBeGreaterThan(0)
    const given = new Set([file, ...shardsBeside(file)])
    const strange = opened
      .slice(first)
      .filter((one) => !given.has(one) && !isInside(one, home) && !isInside(one, bundle) && !ownFiles.test(one))
    expect(strange).toEqual([])
  })
})

/** Every path that was opened, or that somebody tried to open, in order. */
const pathsIn = (trace: string): string[] =>
  [...trace.matchAll(/^\d+\s+(?:open|openat2?|creat)\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"/gm)].map((match) =>
    path.resolve(bundle, match[1] as string),
  )

const isInside = (place: string, home: string): boolean => place === home || place.startsWith(`${home}/`)

/** Shards of a TensorFlow.js model: plain files in its folder. */
function shardsBeside(file: string): string[] {
  if (path.basename(file) !== 'model.json') return []
  const home = path.dirname(file)
  return readdirSync(home)
    .map((name) => path.join(home, name))
    .filter((place) => place.endsWith('.bin') && lstatSync(place).isFile())
}
