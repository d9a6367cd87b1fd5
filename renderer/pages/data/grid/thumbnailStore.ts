import type { StudioClient } from '../../../../shared/contract/studio'
import { problemOf } from '../../../../shared/problemOf'

export const thumbnailSide = 112
/** Of 37 kB each. */
const mostKept = 2000
/** What is decoded at once: soon done, so that what scrolled into view meanwhile comes next. */
const together = 32

/** Small pictures by name. What is looked at now comes first, and what has scrolled away before its turn is not asked for. */
export class ThumbnailStore {
  private readonly kept = new Map<string, Uint8Array | 'none'>()
  private readonly listeners = new Set<() => void>()
  private wanted: readonly string[] = []
  /** Beside those in view: few, and shown as long as whoever asked is. */
  private readonly others = new Set<string>()
  private isAsking = false
  private readonly studio: StudioClient
  private readonly project: string

  constructor(studio: StudioClient, project: string) {
    this.studio = studio
    this.project = project
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** `none`: it cannot be shown. */
  readonly of = (name: string): Uint8Array | 'none' | undefined => this.kept.get(name)

  /** Names that are in view now, those in the middle first. */
  want(names: readonly string[]): void {
    this.wanted = names
    void this.ask()
  }

  /** A few names that are shown elsewhere on the page, until the function that comes back is called. */
  also(names: readonly string[]): () => void {
    for (const name of names) this.others.add(name)
    void this.ask()
    return () => {
      for (const name of names) this.others.delete(name)
    }
  }

  private async ask(): Promise<void> {
    if (this.isAsking) return
    this.isAsking = true
    try {
      for (;;) {
        const names = [...this.wanted, ...this.others].filter((name) => !this.kept.has(name)).slice(0, together)
        if (names.length === 0) return
        const { pictures } = await this.studio.datasets.thumbnails({
          project: this.project,
          names,
          side: thumbnailSide,
        })
        for (const picture of pictures) this.keep(picture.name, 'pixels' in picture ? picture.pixels : 'none')
        for (const listener of this.listeners) listener()
      }
    } catch (error) {
      // The studio is gone, or the data: the page tells of both. They are asked for again when the view moves.
      if (problemOf(error).code === 'no-pictures') for (const name of this.wanted) this.keep(name, 'none')
    } finally {
      this.isAsking = false
    }
  }

  private keep(name: string, pixels: Uint8Array | 'none'): void {
    this.kept.delete(name)
    this.kept.set(name, pixels)
    const [oldest] = this.kept.keys()
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest)
  }
}
