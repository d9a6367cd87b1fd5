import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../setup/root.mjs'
import { fuses } from './fuses.mjs'

/**
 * What of the packages is of no use at run time. tfjs brings each of its parts in eight forms, of which Node loads one.
 */
const useless = [
  '!**/*.{map,d.ts,md,markdown,flow,html}',
  '!**/*_test.js',
  '!**/{test,tests,__tests__,example,examples,docs}/**',
  '!node_modules/@tensorflow/**/{src,benchmarks,scripts,tools}/**',
  '!node_modules/@tensorflow/**/dist/*.{es2017,fesm,es2017.min,fesm.min,min}.js',
  '!node_modules/@tensorflow/tfjs/dist/{tf,tf.es2017}*.js.map',
  '!node_modules/@tensorflow/tfjs-node/{binding,python,deps}/**',
  '!node_modules/node-api-headers/**',
  // Pictures are decoded by the build for every platform: see main/jobs/pictures.
  '!node_modules/@img/sharp-{linux,darwin,win32,libvips,linuxmusl}*/**',
]

/**
 * For electron-builder. `electron`: a folder with one and its version, in place of the one that the `electron` package fetches.
 *
 * @param {{ electron: { folder: string, version: string } | undefined, fuseCount: number, targets: readonly string[], workplace: string }} wishes
 */
export function configuration({ electron, fuseCount, targets, workplace }) {
  const { files } = JSON.parse(readFileSync(path.join(root, 'out', 'bundled.json'), 'utf8'))
  const inside = path.relative(root, path.join(workplace, 'inside'))
  const target = [...targets]
  return {
    appId: 'org.layerloom.Layerloom',
    productName: 'Layerloom',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder's own placeholders
    artifactName: 'layerloom-${version}-${os}-${arch}.${ext}',
    directories: { output: 'dist', buildResources: 'assets' },
    ...(electron && { electronDist: electron.folder, electronVersion: electron.version }),
    // No dependency has a native part that is loaded; the engine's is made by us.
    npmRebuild: false,
    publish: null,
    asar: true,
    // WebAssembly and the threads that run it.
    asarUnpack: ['node_modules/@img/**'],
    files: [
      'package.json',
      ...files.map((/** @type {string} */ file) => `out/${file.split(path.sep).join('/')}`),
      { from: inside, to: 'out/main' },
      ...useless,
    ],
    extraResources: [{ from: path.relative(root, path.join(workplace, 'engine')), to: 'engine' }],
    electronFuses: Object.fromEntries(
      fuses.slice(0, fuseCount).flatMap(({ builder, ship }) => (builder ? [[builder, ship]] : [])),
    ),
    linux: {
      target,
      executableName: 'layerloom',
      category: 'Science',
      synopsis: 'Deep-learning studio',
      maintainer: 'Layerloom',
    },
    mac: { target, category: 'public.app-category.developer-tools', hardenedRuntime: true },
    win: { target },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  }
}
