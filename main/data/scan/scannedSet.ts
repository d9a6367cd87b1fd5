import type { FileProblem, PictureEntry } from '../listing/pictureListing'
import { Likeness } from './likeness'
import type { ScannedHeader, ScannedPicture } from './scannedPicture'
import { SetStatistics } from './setStatistics'

/** Of a picture's measures, what tells whether it is a bad one. */
export type Levels = Readonly<Record<'brightest' | 'deviation' | 'sharpness' | 'colour', number>>

/** What is kept of one picture. */
export interface KeptPicture {
  readonly sha256: string | undefined
  readonly header: ScannedHeader | undefined
  readonly notes: readonly string[]
  readonly problem: FileProblem | undefined
  readonly levels: Levels | undefined
}

/**
 * The results of a scan, gathered as they come, in any order. Kept is about 700 bytes a picture, so that a hundred thousand fit
 * easily; thumbnails go into sums and grey levels.
 */
export class ScannedSet {
  readonly entries: readonly PictureEntry[]
  readonly likeness: Likeness
  readonly statistics = new SetStatistics()
  private readonly kept: (KeptPicture | undefined)[]

  constructor(entries: readonly PictureEntry[]) {
    this.entries = entries
    this.likeness = new Likeness(entries.length)
    this.kept = new Array<KeptPicture | undefined>(entries.length).fill(undefined)
  }

  /** The result of the entry at a position; each once. */
  add(k: number, { sha256, header, notes, problem, measures }: ScannedPicture): void {
    if (this.kept[k]) throw new Error(`${this.entries[k]?.name} was scanned twice`)
    let levels: Levels | undefined
    if (measures && header) {
      const { brightest, deviation, sharpness, colour } = measures
      levels = { brightest, deviation, sharpness, colour }
      this.likeness.put(k, measures, header)
      this.statistics.add(measures)
    }
    this.kept[k] = { sha256, header, notes, problem, levels }
  }

  has(k: number): boolean {
    return this.kept[k] !== undefined
  }

  /** Throws where nothing was added yet. */
  at(k: number): KeptPicture {
    const picture = this.kept[k]
    if (!picture) throw new Error(`${this.entries[k]?.name} was not scanned`)
    return picture
  }
}
