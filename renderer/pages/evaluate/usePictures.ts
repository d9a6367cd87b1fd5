import { useEffect, useMemo, useRef, useState } from 'react'
import type { PicturesAnswer } from '../../../shared/contract/lab/labAnswer'
import { problemOf } from '../../../shared/problemOf'
import type { SplitName } from '../../../shared/records/splitName'
import { useStudio } from '../../studio/useStudio'

/** A picture of the data as the network sees it. */
export interface ShownPicture {
  readonly pixels: Uint8Array
  readonly size: readonly [height: number, width: number, channels: number]
  readonly name: string | undefined
  /** Its class. */
  readonly label?: string | undefined
}

/** Pictures that are remembered, so that going back shows them at once. */
const mostKept = 2000

/** Pictures of a split of a run's data by their places; each is fetched once. `lane`: of this view alone. */
export function usePictures(
  project: string,
  run: string,
  split: SplitName,
  indices: readonly number[],
  lane: string,
): ReadonlyMap<number, ShownPicture> {
  const studio = useStudio()
  const kept = useRef(new Map<string, ShownPicture>())
  const [news, setNews] = useState(0)
  const wanted = indices.join()
  useEffect(() => {
    const places = wanted === '' ? [] : wanted.split(',').map(Number)
    const key = (index: number) => `${project} ${run} ${split} ${index}`
    const missing = places.filter((index) => !kept.current.has(key(index)))
    if (missing.length === 0) return
    let isWanted = true
    studio.lab.pictures({ project, lane, subject: { run }, pictures: missing.map((index) => ({ split, index })) }).then(
      ({ pictures, size }: PicturesAnswer) => {
        for (const [k, picture] of pictures.entries())
          if ('pixels' in picture)
            kept.current.set(key(missing[k] as number), {
              pixels: picture.pixels,
              size,
              name: picture.name,
              label: picture.label,
            })
        for (const old of [...kept.current.keys()].slice(0, Math.max(0, kept.current.size - mostKept)))
          kept.current.delete(old)
        if (isWanted) setNews((n) => n + 1)
      },
      (error: unknown) => {
        // A newer question of this view is on its way; the page itself tells of a studio that is gone.
        if (problemOf(error).code === 'bug') throw error
      },
    )
    return () => {
      isWanted = false
    }
  }, [studio, project, run, split, lane, wanted])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` says that `kept` has more
  return useMemo(() => {
    const found = new Map<number, ShownPicture>()
    for (const index of wanted === '' ? [] : wanted.split(',').map(Number)) {
      const picture = kept.current.get(`${project} ${run} ${split} ${index}`)
      if (picture) found.set(index, picture)
    }
    return found
  }, [wanted, project, run, split, news])
}
