import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Bundles the comparison with the living libraries and runs it; its README says how it is started. */
const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '../..')
const out = path.join(root, 'out', `live-${process.pid}`)

if (!existsSync(path.join(process.env.LAYERLOOM_ENGINE ?? '', 'tfjs_binding.node'))) {
  process.stderr.write('LAYERLOOM_ENGINE names no engine\n')
  process.exit(1)
}
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node16.17',
    outDir: out,
    minify: false,
    rolldownOptions: {
      input: { live: path.join(here, 'live.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
  ssr: { noExternal: ['zod'], external: ['@tensorflow/tfjs-node', '@mapbox/node-pre-gyp'] },
})
const child = spawn(process.execPath, [path.join(out, 'live.cjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, LAYERLOOM_LIVE_SCRIPTS: here },
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  rmSync(out, { recursive: true, force: true })
  process.exit(code ?? 1)
})
