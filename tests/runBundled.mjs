import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Bundles TypeScript programs as the studio is bundled, runs one, and ends with its exit status.
 * LAYERLOOM_ENGINE is to name the engine.
 *
 * @param {object} job
 * @param {string} job.name of the folder below `out/`: `<name>-<process>`, so that two at once do not pull the files from under each other;
 *   inside the checkout, where node_modules is found
 * @param {Record<string, string>} job.programs sources by the program's name
 * @param {string} job.program which one runs
 * @param {readonly string[]} job.words its arguments
 * @param {Record<string, string>} [job.env]
 * @param {string} [job.hint] how it is started
 */
export async function runBundled({ name, programs, program, words, env = {}, hint = '' }) {
  if (!existsSync(path.join(process.env.LAYERLOOM_ENGINE ?? '', 'tfjs_binding.node'))) {
    process.stderr.write(`LAYERLOOM_ENGINE names no engine${hint && `: ${hint}`}\n`)
    process.exit(1)
  }
  removeLeft(name)
  const out = path.join(root, 'out', `${name}-${process.pid}`)
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
        input: programs,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
    ssr: { noExternal: ['zod', 'yauzl'], external: ['@tensorflow/tfjs-node', '@mapbox/node-pre-gyp'] },
  })
  const child = spawn(process.execPath, [path.join(out, `${program}.cjs`), ...words], {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...env },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    rmSync(out, { recursive: true, force: true })
    process.exit(code ?? 1)
  })
}

/** Bundles of processes that are gone. @param {string} name */
function removeLeft(name) {
  const folder = path.join(root, 'out')
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const owner = entry.startsWith(`${name}-`) && /-(\d+)$/.exec(entry)?.[1]
    if (owner && !isAlive(Number(owner))) rmSync(path.join(folder, entry), { recursive: true, force: true })
  }
}

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
