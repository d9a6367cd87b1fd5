import { useEffect, useRef, useState } from 'react'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { EpochPoint, RunSummary } from '../../../shared/contract/studio/runs'
import { useStudio } from '../../studio/useStudio'

/** Asked at the same time at most: a list of a thousand runs must not ask a thousand questions at once. */
const mostAsked = 4

/** The epochs of the runs that are in sight, each asked for once and again when it has another epoch. */
export function useRunCurves(
  project: ProjectId,
  inSight: readonly RunSummary[],
): ReadonlyMap<string, readonly EpochPoint[]> {
  const studio = useStudio()
  const [known, setKnown] = useState<ReadonlyMap<string, readonly EpochPoint[]>>(new Map())
  const asked = useRef(new Map<string, number>())
  const open = useRef(0)
  const [, wake] = useState(0)
  useEffect(() => {
    for (const { run, epoch, totalSteps } of inSight) {
      if (open.current >= mostAsked) return
      if (epoch === 0 || totalSteps === undefined || asked.current.get(run) === epoch) continue
      asked.current.set(run, epoch)
      open.current++
      studio.runs
        .curve({ project, run, points: 10 })
        .then(
          ({ epochs }) => setKnown((before) => new Map([...before, [run, epochs]])),
          () => undefined,
        )
        .finally(() => {
          open.current--
          wake((count) => count + 1)
        })
    }
  })
  return known
}
