import { writeSync } from 'node:fs'
import { realDisk } from '../../../disk/realDisk'
import { observedDisk } from '../../../disk/testing/observedDisk'
import { listPictures } from '../../listing/listPictures'
import { packPlace } from '../packPlace'
import { digestPacking } from './digestPacking'

/**
 * `node packChild.cjs PICTURES PACKS [KILL_AT]`: packs a folder of pictures and prints how many there are in the pack. At the
 * KILL_AT-th moment (before, in the middle of, or after a call that changes the disk) it kills itself. At the end it prints `moments N`.
 */
async function main([pictures, packs, killAt]: string[]): Promise<void> {
  if (!pictures || !packs) throw new Error('no folders')
  let moments = 0
  const disk = observedDisk(realDisk, () => {
    if (++moments === Number(killAt)) process.kill(process.pid, 'SIGKILL')
  })
  const listing = await listPictures(pictures)
  if (!listing) throw new Error('no pictures')
  const pack = await packPlace({ ...digestPacking(listing, pictures, packs), disk })
  writeSync(1, `${pack.index.pictures}\nmoments ${moments}\n`)
  await pack.close()
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
