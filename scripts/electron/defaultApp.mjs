/**
 * Electron's own `default_app.asar`, which makes `electron PATH` run the application at PATH. The Electron inside a packaged application has
 * none, so one is written. It has to be a real archive: electron-builder stops at a folder of that name, and a folder
 * `resources/app` would win over the packaged `app.asar`.
 *
 * @returns {Buffer}
 */
export const defaultApp = () =>
  asar({
    'package.json': Buffer.from(JSON.stringify({ name: 'electron', main: 'main.js' })),
    'main.js': Buffer.from(`(${openApplication})()\n`),
  })

/**
 * What Electron's own default application uses and the types leave out.
 * @typedef {{ setName(name: string): void, setVersion(version: string): void, setAppPath(path: string): void }} Application
 * @typedef {{ _load(file: string, parent: object, isMain: boolean): void }} Loader
 */

/** Runs in Electron's main process. Flags are `--key=value`; the first bare word is the application. */
function openApplication() {
  const app = /** @type {Application} */ (/** @type {unknown} */ (require('electron').app))
  const fs = require('node:fs')
  const path = require('node:path')
  const Loader = /** @type {Loader} */ (/** @type {unknown} */ (require('node:module').Module))
  const place = process.argv.find((word, at) => at > 0 && !word.startsWith('-'))
  if (place === undefined) {
    process.stderr.write('usage: electron [--flag=value ...] PATH\n')
    process.exit(2)
  }
  const target = path.resolve(place)
  Object.assign(process, { defaultApp: true })
  const manifest = path.join(target, 'package.json')
  if (fs.existsSync(manifest)) {
    const { name, productName, version, main } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
    app.setName(productName || name)
    if (version) app.setVersion(version)
    app.setAppPath(target)
    Loader._load(path.join(target, main || 'index.js'), Loader, true)
  } else {
    app.setAppPath(path.dirname(target))
    Loader._load(target, Loader, true)
  }
}

/**
 * An asar archive of flat files: a pickled header (sizes of sizes, then JSON with offsets), then the bytes one behind the other.
 * @see https://github.com/electron/asar#format
 * @param {Readonly<Record<string, Buffer>>} contents
 */
export function asar(contents) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {}
  let offset = 0
  for (const [name, bytes] of Object.entries(contents)) {
    files[name] = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ files }))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...Object.values(contents)])
}
