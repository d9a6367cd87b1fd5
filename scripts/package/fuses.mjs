/**
 * Switches in Electron's program that a packaged application is shipped with. They lie in it as one character each, in this order; an Electron
 * knows the first so many of them.
 *
 * @typedef {{ name: string, builder: string | undefined, ship: boolean }} Fuse
 *   `builder`: what electron-builder calls it; `undefined`: it cannot set it, and Electron's own value is the wanted one
 */

/** @type {readonly Fuse[]} */
export const fuses = [
  { name: 'RunAsNode', builder: 'runAsNode', ship: false },
  { name: 'CookieEncryption', builder: 'enableCookieEncryption', ship: true },
  { name: 'NodeOptionsEnvironmentVariable', builder: 'enableNodeOptionsEnvironmentVariable', ship: false },
  { name: 'NodeCliInspectArguments', builder: 'enableNodeCliInspectArguments', ship: false },
  // macOS from Electron 16, Windows from 30; elsewhere it has no effect.
  { name: 'EmbeddedAsarIntegrityValidation', builder: 'enableEmbeddedAsarIntegrityValidation', ship: true },
  { name: 'OnlyLoadAppFromAsar', builder: 'onlyLoadAppFromAsar', ship: true },
  { name: 'LoadBrowserProcessSpecificV8Snapshot', builder: 'loadBrowserProcessSpecificV8Snapshot', ship: false },
  { name: 'GrantFileProtocolExtraPrivileges', builder: 'grantFileProtocolExtraPrivileges', ship: false },
  { name: 'WasmTrapHandlers', builder: undefined, ship: true },
]

/** The one in which the variant for tests differs: Playwright reaches the main process through the inspector. */
export const testFuse = fuses.findIndex(({ name }) => name === 'NodeCliInspectArguments')
