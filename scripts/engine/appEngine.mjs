import { cpSync } from 'node:fs'
import path from 'node:path'
import { ensure } from '../setup/ensure.mjs'
import { fileHash } from '../setup/fileHash.mjs'
import { isWhole, makeFolder } from '../setup/finishedFolder.mjs'
import { readManifest, writeManifest } from '../setup/manifest.mjs'
import { findPrerequisites, unsupportedPlatform } from '../setup/prerequisites.mjs'
import { buildFor } from './builds.mjs'
import { hasTensorFlowFolder, linkOrCopy, makeTensorFlowFolder, tensorflowFolder } from './tensorflowFolder.mjs'

/**
 * What a packaged program needs before it can train: TensorFlow's libraries out of the pinned wheel, beside the addon that the package carries. Complete or not
 * there, as everything in the cache.
 *
 * @param {{ cache: string, addon: string, folder: string, progress: import('../setup/progress.mjs').Progress }} job
 *   `addon`: the file; `folder`: where the engine goes, to be loaded from `tensorflow` in it
 */
export async function makeAppEngine({ cache, addon, folder, progress }) {
  const build = buildFor('cpu')
  if (!build) throw unsupportedPlatform()
  const locks = path.join(cache, 'locks')
  const what = 'TensorFlow'
  await ensure(
    { locks, name: `tensorflow-${build.variant}-${build.version}`, what, progress },
    () => hasTensorFlowFolder(cache, build, progress, {}),
    async () => {
      const { python } = await findPrerequisites({ python: true, compiler: false })
      if (!python) throw new Error('a Python was looked for and found')
      await makeTensorFlowFolder({ cache, build, python, progress })
    },
  )
  await ensure(
    { locks, name: `engine-${path.basename(folder)}`, what, progress },
    () => isWhole(folder, progress),
    () => makeFolder(folder, (temporary) => fill(temporary)),
  )

  /** @param {string} temporary */
  async function fill(temporary) {
    const source = tensorflowFolder(cache, /** @type {import('./builds.mjs').Build} */ (build))
    const target = path.join(temporary, 'tensorflow')
    cpSync(addon, path.join(target, path.basename(addon)))
    /** @type {Record<string, string>} */
    const hashes = { [`tensorflow/${path.basename(addon)}`]: await fileHash(addon) }
    const files = readManifest(source)?.files ?? {}
    for (const { file } of build?.libraries ?? []) {
      linkOrCopy(path.join(source, file), path.join(target, file))
      hashes[`tensorflow/${file}`] = files[file]?.sha256 ?? ''
    }
    writeManifest(temporary, { tensorflow: build?.version ?? '' }, hashes)
  }
}
