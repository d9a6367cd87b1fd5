import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * Bundles the benchmarks as the studio is bundled and runs one: `speed` (where nothing else is named), `mnist`, `precision`, `open`,
 * `memory` or `startup`.
 * To be started by `npm run bench`, which sets TensorFlow up first and names it in LAYERLOOM_ENGINE.
 */
const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '../..')
// Its own, so that two at once do not pull the files from under each other; inside the checkout, where node_modules is found.
const out = path.join(root, 'out', `bench-${process.pid}`)
const programs = ['speed', 'mnist', 'precision', 'open', 'memory', 'startup']

const [named = '', ...rest] = process.argv.slice(2)
const program = programs.includes(named) ? named : 'speed'

if (!existsSync(path.join(process.env.LAYERLOOM_ENGINE ?? '', 'tfjs_binding.node'))) {
  process.stderr.write('LAYERLOOM_ENGINE names no engine: start the benchmarks with "npm run bench"\n')
  process.exit(1)
}
for (const name of existsSync(path.dirname(out)) ? readdirSync(path.dirname(out)) : []) {
  const owner = /^bench-(\d+)$/.exec(name)?.[1]
  if (owner && !isAlive(Number(owner))) rmSync(path.join(path.dirname(out), name), { recursive: true, force: true })
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
        open: path.join(here, 'open.ts'),
        memory: path.join(here, 'memory.ts'),
        startup: path.join(here, 'startup.ts'),
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
child.on('exit', (code) => {
  rmSync(out, { recursive: true, force: true })
  process.exit(code ?? 1)
})

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is alive too.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
