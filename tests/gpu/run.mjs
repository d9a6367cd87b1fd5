import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root } from '../../scripts/setup/root.mjs'

/**
 * `npm run gpu`, on a machine with an NVIDIA GPU: that TensorFlow computes there, parity with the golden tables, then training speed next to
 * PyTorch on the same GPU. Words after `--` go to the benchmark.
 */
const env = process.env

if (!env.LAYERLOOM_ENGINE_CUDA) {
  console.error('TensorFlow for CUDA is not set up; install an NVIDIA driver and start once with LAYERLOOM_GPU=yes')
  process.exit(1)
}
const isRight =
  step('Self-test on the GPU', ['scripts/start.mjs', 'doctor', '--device', 'gpu:0']) &&
  step('Parity on the GPU', ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/gpu/vitest.config.mts']) &&
  step('Speed next to PyTorch', ['tests/bench/run.mjs', 'speed', '--rivals', 'pytorch', ...process.argv.slice(2)], {
    LAYERLOOM_ENGINE: env.LAYERLOOM_ENGINE_CUDA,
    LAYERLOOM_BENCH_DEVICE: 'cuda',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  })
process.exitCode = isRight ? 0 : 1

/**
 * @param {string} title
 * @param {readonly string[]} words
 * @param {Record<string, string>} [more]
 */
function step(title, words, more = {}) {
  console.log(`\n${title}`)
  const [script, ...args] = /** @type {[string, ...string[]]} */ (words)
  const options = /** @type {const} */ ({ cwd: root, stdio: 'inherit' })
  return (
    spawnSync(process.execPath, [path.join(root, script), ...args], { ...options, env: { ...env, ...more } }).status ===
    0
  )
}
