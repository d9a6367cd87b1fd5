import { spawn } from 'node:child_process'
import path from 'node:path'
import { root } from '../../scripts/setup/root.mjs'

/** `npm run e2e -- <words>`: every test of windows, on both Electrons, and the packaged program. Words pick files. Pictures: `out/e2e`. */
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
const words = ['run', ...process.argv.slice(2)]
const child = spawn(process.execPath, [vitest, ...words], {
  cwd: root,
  env: { ...process.env, LAYERLOOM_E2E: 'full', LAYERLOOM_SET_UP: 'done' },
  stdio: 'inherit',
})
child.on('close', (status) => {
  process.exitCode = status ?? 1
})
