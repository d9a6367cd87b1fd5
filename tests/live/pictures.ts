import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PictureTarget } from '../../main/data/pictures/pictureDecoder'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { run, withPython } from './environment'

const ways: readonly PictureTarget['resize'][] = ['stretch', 'crop', 'fit']
const each = 224 * 224 * 3

/** Photos decoded and scaled to 224x224 next to Pillow's, in all three ways; whether no level is more than 1 of 255 away. */
export async function comparePictures(photos: string): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-live-pictures-'))
  const decoder = await openPictureDecoder()
  try {
    withPython('pillow', (python) =>
      run(python, [path.join(process.env.LAYERLOOM_LIVE_SCRIPTS ?? '', 'pillow_pictures.py'), folder, photos]),
    )
    const names = readFileSync(path.join(folder, 'names.txt'), 'utf8').split('\n').filter(Boolean)
    if (names.length === 0) throw new Error(`no photos below ${photos}`)
    let isWithin = true
    for (const resize of ways) {
      const theirs = readFileSync(path.join(folder, resize))
      const levels: number[] = []
      for (let first = 0; first < names.length; first += 64) {
        const some = names.slice(first, first + 64).map((name) => {
          const bytes = Uint8Array.from(readFileSync(name))
          return { entry: { name, className: '', split: undefined, size: bytes.length, modified: 0 }, bytes }
        })
        const ours = new Uint8Array(some.length * each)
        const target = { shape: [224, 224, 3], resize, background: [255, 255, 255] } as const
        for (const { problem } of await decoder.decode(some, target, ours))
          if (problem) throw new Error(`${problem.place}: ${problem.message}`)
        for (let k = 0; k < ours.length; k++) {
          const away = Math.abs((ours[k] as number) - (theirs[first * each + k] as number))
          levels[away] = (levels[away] ?? 0) + 1
        }
      }
      const told = [...levels.keys()].flatMap((away) => (levels[away] ? `${levels[away]} are ${away} away` : []))
      process.stdout.write(`${resize}: of the levels of ${names.length} photos ${told.join(', ')}\n`)
      isWithin &&= levels.length <= 2
    }
    process.stdout.write(isWithin ? 'all are within 1 of 255\n' : 'NOT all are within 1 of 255\n')
    return isWithin
  } finally {
    decoder.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
