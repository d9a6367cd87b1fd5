import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { acquireLock } from '../lock'
import { realDisk } from '../realDisk'

/**
 * `node lockChild.cjs hold FOLDER`: takes the lock, prints `held` and keeps it until it is killed.
 * `node lockChild.cjs enter FOLDER N`: enters the locked part N times; a file that may be made only there tells of two inside.
 */
async function main([mode, folder, times]: string[]): Promise<void> {
  if (!folder) throw new Error('no folder')
  if (mode === 'hold') {
    await acquireLock(realDisk, folder, { what: 'the folder' })
    process.stdout.write('held\n')
    setInterval(() => {}, 1000)
    return
  }
  for (let k = 0; k < Number(times); k++) {
    const lock = await acquireLock(realDisk, folder, { what: 'the folder', waitMs: 50_000 })
    writeFileSync(path.join(folder, 'inside'), '', { flag: 'wx' })
    await new Promise((resolve) => setTimeout(resolve, 2))
    rmSync(path.join(folder, 'inside'))
    await lock.release()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
