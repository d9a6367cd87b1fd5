import { writeSync } from 'node:fs'
import { realDisk } from '../../../../disk/realDisk'
import { observedDisk } from '../../../../disk/testing/observedDisk'
import { CheckpointStore } from '..'
import { sampleContent } from './sampleContent'

/**
 * `node saveChild.cjs FOLDER FIRST LAST [KILL_AT]`: prints `ready`, then saves the steps from FIRST to LAST, printing each number when
 * its checkpoint counts. At the KILL_AT-th moment of what follows the opening (before, in the middle of, or after a call that changes the disk) it
 * kills itself. At the end it prints `moments N`.
 */
async function main([folder, first, last, killAt]: string[]): Promise<void> {
  if (!folder) throw new Error('no folder')
  let moments = 0
  let armed = false
  const disk = observedDisk(realDisk, () => {
    if (armed && ++moments === Number(killAt)) process.kill(process.pid, 'SIGKILL')
  })
  const store = await CheckpointStore.open(folder, { disk })
  await store.load()
  armed = true
  writeSync(1, 'ready\n')
  for (let step = Number(first); step <= Number(last); step++) {
    await store.save(sampleContent(step))
    writeSync(1, `${step}\n`)
  }
  writeSync(1, `moments ${moments}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
