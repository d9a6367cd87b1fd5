import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded in front of a script: kills the process with SIGKILL right before its n-th step that changes the disk, n from `KILL_AT`. What was
 * started, such as pip, lives on.
 */
const at = Number(process.env.KILL_AT)
let steps = 0

const changing = /** @type {const} */ ([
  'writeFileSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'linkSync',
  'copyFileSync',
  'cpSync',
  'chmodSync',
  'createWriteStream',
])

for (const name of changing) {
  const real = fs[name]
  // @ts-expect-error one wrapper for functions of different signatures
  fs[name] = (...args) => {
    steps++
    if (steps === at) process.kill(process.pid, 'SIGKILL')
    // @ts-expect-error the same
    return real.apply(fs, args)
  }
}
syncBuiltinESMExports()
