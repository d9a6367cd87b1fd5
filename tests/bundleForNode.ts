import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'

/**
 * Bundles a TypeScript program into one CommonJS file that plain Node runs, in a folder of its own under the system's temporary one,
 * and gives its path. For tests that kill the processes they start.
 */
export async function bundleForNode(entry: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-bundle-'))
  await build({
    configFile: false,
    logLevel: 'error',
    // Electron gives its own module of that name.
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'program.cjs' } },
    },
  })
  return path.join(folder, 'program.cjs')
}
