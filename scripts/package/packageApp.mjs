import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetUpProblem } from '../setup/problem.mjs'
import { createProgress, withStep } from '../setup/progress.mjs'
import { root } from '../setup/root.mjs'
import { run } from '../setup/run.mjs'
import { configuration } from './configuration.mjs'
import { layOutEngine } from './engineParts.mjs'
import { fuses, testFuse } from './fuses.mjs'
import { readFuseWire, setFuse } from './fuseWire.mjs'

/**
 * @typedef {object} PackageWishes
 * @property {boolean} withEngine TensorFlow in the package, 850 MB; otherwise fetched at the first start
 * @property {boolean} withTest a second folder beside, which differs in the one fuse that Playwright needs
 * @property {boolean} withArchive a tar.gz of the folder
 * @property {readonly string[]} targets of electron-builder, `dir` for the folder alone
 */

/**
 * Packages the checkout, which is set up, with electron-builder into `dist/`. Electron is that of `ELECTRON_OVERRIDE_DIST_PATH`, or the one that the
 * `electron` package fetches.
 *
 * @param {PackageWishes} wishes
 * @param {{ LAYERLOOM_ENGINE_CPU?: string }} env as the set-up gave it
 * @returns {Promise<{ folder: string, test: string | undefined, archive: string | undefined }>}
 */
export async function packageApp({ withEngine, withTest, withArchive, targets }, env) {
  const progress = createProgress()
  const workplace = path.join(root, 'out', 'package')
  const engine = env.LAYERLOOM_ENGINE_CPU
  if (!engine) throw new SetUpProblem('there is no engine to package')
  await withStep(progress, 'Laying out the engine', {}, async () => layOutEngine({ engine, workplace, withEngine }))

  const electron = electronFolder()
  // An Electron that electron-builder fetches is the declared one, which knows all of them.
  const fuseCount = electron ? readFuseWire(path.join(electron.folder, executable('electron'))).length : fuses.length
  const file = path.join(workplace, 'electron-builder.json')
  writeFileSync(file, JSON.stringify(configuration({ electron, fuseCount, targets, workplace }), null, 2))
  await withStep(progress, 'Packaging', {}, () => electronBuilder(file))

  const folder = path.join(root, 'dist', unpackedName())
  const program = path.join(folder, executable('layerloom'))
  checkFuses(readFuseWire(program))
  const test = withTest ? makeTestVariant(folder) : undefined
  const archive = withArchive
    ? await withStep(progress, 'Writing the archive', {}, () => makeArchive(folder))
    : undefined
  return { folder, test, archive }
}

/** @param {string} wire */
export function checkFuses(wire) {
  for (const [index, state] of [...wire].entries()) {
    const fuse = fuses[index]
    if (!fuse) throw new SetUpProblem(`this Electron has a fuse number ${index} that nobody has decided on`)
    if (state !== 'r' && state !== (fuse.ship ? '1' : '0')) throw new SetUpProblem(`the fuse ${fuse.name} is not set`)
  }
}

/** @returns {{ folder: string, version: string } | undefined} */
function electronFolder() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const file = path.join(folder, 'version')
  if (!existsSync(file)) throw new SetUpProblem(`${folder} is no folder with an Electron: it has no file "version"`)
  return { folder, version: readFileSync(file, 'utf8').trim().replace(/^v/, '') }
}

/** @param {string} configurationFile */
async function electronBuilder(configurationFile) {
  const script = path.join(root, 'node_modules', 'electron-builder', 'cli.js')
  const words = ['build', '--config', configurationFile, '--publish', 'never']
  const { status, stdout, stderr } = await run(process.execPath, [script, ...words], { cwd: root })
  if (status === 0) return
  const said = `${stdout}\n${stderr}`.split('\n').filter((line) => /⨯|error|cannot|failed/i.test(line))
  throw new SetUpProblem(
    `electron-builder failed: ${said.slice(0, 3).join(' / ') || `status ${status}`}`,
    /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/.test(stdout + stderr)
      ? 'it could not download Electron or the tool of a target: name a folder that holds an Electron in ELECTRON_OVERRIDE_DIST_PATH, and leave out --target'
      : undefined,
  )
}

/**
 * The same folder with one fuse turned: files are linked, the program itself is a copy.
 * @param {string} folder
 */
function makeTestVariant(folder) {
  const target = `${folder}-test`
  rmSync(target, { recursive: true, force: true })
  cpSync(folder, target, { recursive: true, verbatimSymlinks: true })
  setFuse(path.join(target, executable('layerloom')), testFuse, true)
  return target
}

/**
 * With the system's tar: electron-builder's own way downloads a program for it.
 * @param {string} folder
 */
async function makeArchive(folder) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const name = `layerloom-${version}-${process.platform}-${process.arch}`
  const file = path.join(root, 'dist', `${name}.tar.gz`)
  const workplace = path.join(root, 'out', 'package', 'archive')
  mkdirSync(workplace, { recursive: true })
  const inside = path.join(workplace, name)
  rmSync(inside, { recursive: true, force: true })
  cpSync(folder, inside, { recursive: true, verbatimSymlinks: true })
  const { status, stderr } = await run('tar', ['-czf', file, '-C', workplace, name])
  rmSync(inside, { recursive: true, force: true })
  if (status !== 0) throw new SetUpProblem(`tar failed: ${stderr.trim()}`)
  return file
}

const unpackedName = () =>
  process.platform === 'linux'
    ? `linux-${process.arch === 'x64' ? '' : `${process.arch}-`}unpacked`
    : process.platform === 'win32'
      ? 'win-unpacked'
      : path.join(process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Layerloom.app', 'Contents', 'MacOS')

/** @param {string} name */
const executable = (name) => (process.platform === 'win32' ? `${name}.exe` : name)
