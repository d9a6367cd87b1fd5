import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileHash } from '../setup/fileHash.mjs'
import { makeFolder } from '../setup/finishedFolder.mjs'
import { readManifest, writeManifest } from '../setup/manifest.mjs'
import { SetUpProblem } from '../setup/problem.mjs'
import { withStep } from '../setup/progress.mjs'
import { run } from '../setup/run.mjs'
import { compileCommands } from './compiler.mjs'
import { addonSources, loadFolder } from './engineFolder.mjs'
import { nvidiaWheelFolder } from './nvidiaWheel.mjs'
import { linkOrCopy, tensorflowFolder } from './tensorflowFolder.mjs'

/** @typedef {import('./builds.mjs').Build} Build */
/** @typedef {import('../setup/progress.mjs').Progress} Progress */

/**
 * Compiles tfjs-node's addon beside TensorFlow's libraries and loads it once, so that a processor or a system that cannot run it is named
 * now and not in the middle of a training.
 *
 * @param {{ cache: string, root: string, build: Build, folder: string, compiler: string, progress: Progress }} job
 *   `folder` as `engineFolder` names it
 */
export async function makeEngineFolder({ cache, root, build, folder, compiler, progress }) {
  const source = tensorflowFolder(cache, build)
  const about = readManifest(source)
  if (!about) throw new Error(`${source} has no manifest`)
  await makeFolder(folder, async (temporary, scratch) => {
    const target = loadFolder(temporary)
    mkdirSync(target)
    for (const { file } of build.libraries) linkOrCopy(path.join(source, file), path.join(target, file))
    const hashes = gatherNvidia(cache, build, temporary)
    const title = `Compiling TensorFlow's addon${build.variant === 'cuda' ? ' for CUDA' : ''}`
    const headers = path.join(source, 'include')
    const { libraries } = build
    const compilation = { compiler, ...addonSources(root), headers, folder: target, scratch, libraries }
    await withStep(progress, title, {}, () => compile(compileCommands(compilation)))
    if (process.platform === 'win32') await bringPython(target)
    await withStep(progress, 'Loading TensorFlow once', {}, () => tryToLoad(target))
    hashes['tensorflow/tfjs_binding.node'] = await fileHash(path.join(target, 'tfjs_binding.node'))
    for (const { file } of libraries) hashes[`tensorflow/${file}`] = about.files[file]?.sha256 ?? ''
    writeManifest(
      temporary,
      { variant: build.variant, tensorflow: build.version, from: about.about.from ?? '' },
      hashes,
    )
  })
}

/**
 * Links CUDA's parts into one tree. They look for each other in `$ORIGIN/../../<part>/lib`, which a link to a folder would lead astray.
 *
 * @param {string} cache
 * @param {Build} build
 * @param {string} target
 * @returns {Record<string, string>} sha256 by path
 */
function gatherNvidia(cache, build, target) {
  /** @type {Record<string, string>} */
  const hashes = {}
  for (const wheel of build.nvidia ?? []) {
    const folder = nvidiaWheelFolder(cache, wheel)
    for (const [file, { sha256 }] of Object.entries(readManifest(folder)?.files ?? {})) {
      const name = path.join('nvidia', file)
      mkdirSync(path.dirname(path.join(target, name)), { recursive: true })
      linkOrCopy(path.join(folder, file), path.join(target, name))
      hashes[name] = sha256
    }
  }
  return hashes
}

/** @param {{ command: string, args: string[] }[]} commands */
async function compile(commands) {
  for (const { command, args } of commands) {
    const { status, stdout, stderr } = await run(command, args)
    if (status === 0) continue
    const said = `${stderr}\n${stdout}`.split('\n').find((line) => /error|undefined reference/i.test(line))
    throw new SetUpProblem(
      `${command} could not compile TensorFlow's addon: ${said?.trim() ?? `status ${status}`}`,
      'a compiler with C++17 is needed (g++ 8, clang 7, Visual Studio 2019 or newer); name another one in CXX',
    )
  }
}

/** @param {string} folder */
async function tryToLoad(folder) {
  const script = 'process.dlopen({ exports: {} }, process.argv[1])'
  const { status, stderr } = await run(process.execPath, ['-e', script, path.join(folder, 'tfjs_binding.node')])
  if (status === 0) return
  if (status === null)
    throw new SetUpProblem(
      "TensorFlow's library ends the process that loads it",
      'it needs a processor with AVX; see whether this one has it',
    )
  const cause = stderr.split('\n').find((line) => line.startsWith('Error:'))
  throw new SetUpProblem(
    `TensorFlow's library does not load: ${cause?.slice(7) ?? stderr.trim().slice(-300)}`,
    'see whether the system libraries that it names are installed',
  )
}

/** The library on Windows wants the DLL of the Python that its wheel is for. Not run yet. @param {string} target */
async function bringPython(target) {
  const { stdout } = await run('python', ['-c', 'import sys; print(sys.base_prefix)'])
  const home = stdout.trim()
  for (const name of readdirSync(home))
    if (/^python3\d+\.dll$/.test(name)) linkOrCopy(path.join(home, name), path.join(target, name))
}
