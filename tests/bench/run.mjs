import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * Bundles the benchmarks as the studio is bundled and runs one: `speed` (where nothing else is named), `mnist` or `precision`.
 * To be started by `npm run bench`, which sets TensorFlow up first and names it in LAYERLOOM_ENGINE.
 */
const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '../..')
const out = path.join(root, 'out', 'bench')
const programs = ['speed', 'mnist', 'precision']

const [named = '', ...rest] = process.argv.slice(2)
const program = programs.includes(named) ? named : 'speed'

if (!existsSync(path.join(process.env.LAYERLOOM_ENGINE ?? '', 'tfjs_binding.node'))) {
  process.stderr.write('LAYERLOOM_ENGINE names no engine: start the benchmarks with "npm run bench"\n')
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
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: {
        speed: path.join(here, 'speed.ts'),
        mnist: path.join(here, 'mnist.ts'),
        precision: path.join(here, 'precision.ts'),
        ours: path.join(here, 'workers/ours.ts'),
        layersModel: path.join(here, 'workers/layersModel.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
    },
  },
  ssr: { noExternal: ['zod', 'yauzl'], external: ['@tensorflow/tfjs-node', '@mapbox/node-pre-gyp'] },
})
const args = program === named ? rest : process.argv.slice(2)
const child = spawn(process.execPath, [path.join(out, `${program}.cjs`), ...args], { stdio: 'inherit', cwd: root })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
