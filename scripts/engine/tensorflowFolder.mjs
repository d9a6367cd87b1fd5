import { copyFileSync, linkSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { fileHash } from '../setup/fileHash.mjs'
import { isWhole, makeFolder } from '../setup/finishedFolder.mjs'
import { writeManifest } from '../setup/manifest.mjs'
import { errorCode, SetUpProblem } from '../setup/problem.mjs'
import { withStep } from '../setup/progress.mjs'
import { headers } from './builds.mjs'
import { findInstallation, headerMember } from './installation.mjs'
import { fetchWheel } from './pip.mjs'
import { extractMember, wheelMembers } from './wheel.mjs'

/** @typedef {import('./builds.mjs').Build} Build */
/** @typedef {import('../setup/progress.mjs').Progress} Progress */
/** @typedef {import('./python.mjs').Python} Python */

/**
 * Where a build's libraries and headers lie in the cache.
 * @param {string} cache
 * @param {Build} build
 */
export const tensorflowFolder = (cache, build) =>
  path.join(cache, 'tensorflow', `${build.package}-${build.version}-${build.platform}`)

/**
 * Puts TensorFlow's libraries and headers there: those of an installation of exactly this version if there is one, else out of the wheel.
 *
 * @param {{ cache: string, build: Build, python: Python, progress: Progress }} job
 */
export async function makeTensorFlowFolder({ cache, build, python, progress }) {
  const folder = tensorflowFolder(cache, build)
  await makeFolder(folder, async (temporary, scratch) => {
    const installation = await findInstallation(build, python)
    if (installation && (await takeOver(installation, build, temporary, progress))) return
    const pin = wheelFor(build, python)
    const unpacked = build.libraries.reduce((sum, { bytes }) => sum + bytes, 0)
    requireSpace(cache, pin.bytes + unpacked)
    const title = `Fetching TensorFlow ${build.version}${build.variant === 'cuda' ? ' for CUDA' : ''}`
    const wheel = await withStep(progress, title, { total: pin.bytes, unit: 'bytes' }, (advance) =>
      fetchWheel(
        { ...pin, package: build.package, version: build.version, tags: tagsOf(pin) },
        python,
        scratch,
        advance,
      ),
    )
    await withStep(progress, `Unpacking TensorFlow ${build.version}`, { total: unpacked, unit: 'bytes' }, (advance) =>
      unpack(wheel, build, temporary, advance),
    )
  })
}

/**
 * @param {string} cache
 * @param {Build} build
 * @param {Progress} progress
 * @param {{ deep?: boolean }} options
 */
export const hasTensorFlowFolder = (cache, build, progress, options) =>
  isWhole(tensorflowFolder(cache, build), progress, options)

/**
 * Links the libraries of an installation, so that they cost nothing and outlive it, and copies the headers. Gives back whether they were what
 * the package's own RECORD says.
 *
 * @param {import('./installation.mjs').Installation} installation
 * @param {Build} build
 * @param {string} target
 * @param {Progress} progress
 */
async function takeOver(installation, build, target, progress) {
  const total = build.libraries.reduce((sum, { bytes }) => sum + bytes, 0)
  return withStep(
    progress,
    `Using TensorFlow ${build.version} of ${installation.folder}`,
    { total, unit: 'bytes' },
    async (advance) => {
      /** @type {Record<string, string>} */
      const hashes = {}
      let before = 0
      for (const [member, file] of membersOf(build)) {
        const source = path.join(installation.folder, member)
        const copy = path.join(target, file)
        mkdirSync(path.dirname(copy), { recursive: true })
        if (file.startsWith('include')) copyFileSync(source, copy)
        else linkOrCopy(source, copy)
        const sha256 = await fileHash(copy, (read) => advance(before + read))
        if (sha256 !== installation.hashes.get(member)) {
          progress.say(`${source} is not what its package says; it is left alone`)
          rmSync(target, { recursive: true })
          mkdirSync(target)
          return false
        }
        hashes[file] = sha256
        before += build.libraries.find((library) => library.member === member)?.bytes ?? 0
      }
      writeManifest(target, { package: build.package, version: build.version, from: installation.folder }, hashes)
      return true
    },
  )
}

/**
 * @param {string} wheel
 * @param {Build} build
 * @param {string} target
 * @param {(bytes: number) => void} advance
 */
async function unpack(wheel, build, target, advance) {
  const members = new Map((await wheelMembers(wheel)).map((member) => [member.name, member]))
  /** @type {Record<string, string>} */
  const hashes = {}
  let written = 0
  for (const [name, file] of membersOf(build)) {
    const member = members.get(name)
    if (!member) throw new SetUpProblem(`${path.basename(wheel)} has no ${name}`)
    hashes[file] = await extractMember(wheel, member, path.join(target, file), (bytes) => {
      written += bytes
      advance(written)
    })
  }
  writeManifest(target, { package: build.package, version: build.version, from: path.basename(wheel) }, hashes)
}

/**
 * What is kept of a wheel: path in it, path in our folder.
 * @param {Build} build
 * @returns {[member: string, file: string][]}
 */
const membersOf = (build) => [
  ...build.libraries.map(({ member, file }) => /** @type {[string, string]} */ ([member, file])),
  ...headers.map((header) => /** @type {[string, string]} */ ([headerMember(header), `include/${header}`])),
]

/**
 * @param {Build} build
 * @param {Python} python
 */
export function wheelFor(build, python) {
  const [only, ...others] = build.wheels
  const pin = others.length === 0 ? only : build.wheels.find((wheel) => wheel.python === python.version)
  if (pin) return pin
  throw new SetUpProblem(
    `TensorFlow ${build.version} has no build for Python ${python.version}`,
    `install one of Python ${build.wheels.map((wheel) => wheel.python).join(', ')} and put it first on the path`,
  )
}

/** @param {import('./builds.mjs').Pin} pin */
const tagsOf = ({ python, tag }) => {
  const abi = `cp${python.replace('.', '')}`
  return ['--implementation', 'cp', '--python-version', python, '--abi', abi, '--platform', tag]
}

/**
 * A hard link, which takes no space; a copy where the other file lies on another disk.
 * @param {string} source
 * @param {string} target
 */
export function linkOrCopy(source, target) {
  try {
    linkSync(source, target)
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'EMLINK' && code !== 'ENOTSUP' && code !== 'EACCES')
      throw error
    copyFileSync(source, target)
  }
}

/**
 * @param {string} folder that exists
 * @param {number} bytes
 */
export function requireSpace(folder, bytes) {
  // Node 16, which Electron 22 carries, has no statfs: there a full disk is told when it is met.
  if (typeof statfsSync !== 'function') return
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new SetUpProblem(
    `${folder} needs ${Math.ceil(bytes / 1e6)} MB, its disk has ${Math.floor(free / 1e6)} MB free`,
    'free some space, or name a folder on another disk in XDG_CACHE_HOME',
  )
}
