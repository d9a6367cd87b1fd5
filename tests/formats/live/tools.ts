import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LiveTools } from './liveFormat'

/** Runs scripts of `python/` with that Python. */
export function toolsWith(
  python: string,
  folder: string,
): LiveTools & { script(name: string, words: readonly string[]): Promise<void> } {
  let count = 0
  const script = (name: string, words: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      const file = path.join(process.env.LAYERLOOM_LIVE_SCRIPTS ?? '', 'python', name)
      const child = spawn(python, [file, ...words], {
        stdio: ['ignore', 2, 2],
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' },
      })
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))))
    })
  return {
    script,
    async python(name, cases) {
      const file = path.join(folder, `cases-${count++}.json`)
      writeFileSync(file, JSON.stringify(cases))
      await script(name, [file])
    },
  }
}
