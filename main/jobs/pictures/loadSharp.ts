import { createRequire } from 'node:module'
import path from 'node:path'
import type sharpModule from 'sharp'

type Sharp = typeof sharpModule

/** Pinned in package.json; a test holds the two equal. */
export const sharpVersion = '0.35.5'

let loaded: Sharp | undefined

/**
 * sharp on its WebAssembly build, on every platform, loaded at the first call. The native build, which sharp would take by itself, clashes
 * with the GLib of Electron on Linux. sharp chooses in one module of its own: that one is answered for before it can look.
 */
export function loadSharp(): Sharp {
  loaded ??= load()
  return loaded
}

function load(): Sharp {
  const require = createRequire(__filename)
  const entry = require.resolve('sharp')
  const choice = path.join(path.dirname(entry), 'sharp.cjs')
  const build: unknown = require('@img/sharp-wasm32/sharp.node')
  require.cache[choice] = { exports: build, loaded: true, id: choice, filename: choice } as NodeJS.Module
  const sharp = require(entry) as Sharp
  // Each picture is seen once; and one thread, for the pictures beside it are in work too.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
