import { chmodSync } from 'node:fs'
import path from 'node:path'
import { isWhole, makeFolder } from '../setup/finishedFolder.mjs'
import { writeManifest } from '../setup/manifest.mjs'
import { withStep } from '../setup/progress.mjs'
import { fetchWheel } from './pip.mjs'
import { extractMember, wheelMembers } from './wheel.mjs'

/** @typedef {import('./builds.mjs').NvidiaWheel} NvidiaWheel */
/** @typedef {import('../setup/progress.mjs').Progress} Progress */

/**
 * One part of CUDA in the cache, `nvidia/<package>-<version>/<part>/lib`. Each has a folder of its own, so that an interrupted set-up keeps
 * the parts that are complete.
 *
 * @param {string} cache
 * @param {NvidiaWheel} wheel
 */
export const nvidiaWheelFolder = (cache, { package: name, version }) => path.join(cache, 'nvidia', `${name}-${version}`)

/**
 * @param {string} cache
 * @param {NvidiaWheel} wheel
 * @param {Progress} progress
 * @param {{ deep?: boolean }} options
 */
export const hasNvidiaWheel = (cache, wheel, progress, options) =>
  isWhole(nvidiaWheelFolder(cache, wheel), progress, options)

/**
 * Fetches one and keeps what runs: shared libraries, the assembler `ptxas` and the device library; no headers, no static libraries.
 *
 * @param {string} cache
 * @param {NvidiaWheel} wheel
 * @param {import('./python.mjs').Python} python
 * @param {Progress} progress
 */
export async function makeNvidiaWheelFolder(cache, wheel, python, progress) {
  const title = `${wheel.package} ${wheel.version}`
  await makeFolder(nvidiaWheelFolder(cache, wheel), async (temporary, scratch) => {
    const file = await withStep(progress, `Fetching ${title}`, { total: wheel.bytes, unit: 'bytes' }, (advance) =>
      fetchWheel({ ...wheel, tags }, python, scratch, advance),
    )
    const members = (await wheelMembers(file)).filter(({ name }) => isKept(name))
    const total = members.reduce((sum, { bytes }) => sum + bytes, 0)
    await withStep(progress, `Unpacking ${title}`, { total, unit: 'bytes' }, async (advance) => {
      /** @type {Record<string, string>} */
      const hashes = {}
      let written = 0
      for (const member of members) {
        const name = member.name.slice('nvidia/'.length)
        const target = path.join(temporary, name)
        hashes[name] = await extractMember(file, member, target, (bytes) => {
          written += bytes
          advance(written)
        })
        if (name.includes('/bin/')) chmodSync(target, 0o755)
      }
      writeManifest(temporary, { package: wheel.package, version: wheel.version }, hashes)
    })
  })
}

/** They are made for any Python; each lists one or two of these. */
const tags = ['17', '27', '12'].flatMap((glibc) => ['--platform', `manylinux_2_${glibc}_x86_64`])

/** @param {string} name */
const isKept = (name) =>
  /^nvidia\/[^/]+\/(lib\/[^/]+\.so(\.\d+)*|bin\/ptxas|nvvm\/(libdevice|lib64)\/[^/]+)$/.test(name) &&
  !name.includes('.alt.')
