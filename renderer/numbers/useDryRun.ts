import { useCallback, useEffect, useRef, useState } from 'react'
import type { Estimate, EstimateNews } from '../../shared/contract/studio/estimates'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'
import { useProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'

type Working = Extract<EstimateNews, { state: 'working' }>

export interface DryRun {
  /** What is known of the network as it is on the disk. */
  readonly estimate: Estimate | undefined
  /** While one is made. */
  readonly news: Working | undefined
  readonly problem: ProblemDetails | undefined
  measure(): void
  cancel(): void
}

/** The dry run of the project that is shown. An edit forgets what was known of another network; going back finds it again. */
export function useDryRun(): DryRun {
  const studio = useStudio()
  const { id, revision, isSaving } = useProject()
  const [estimate, setEstimate] = useState<Estimate>()
  const [news, setNews] = useState<Working>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const stop = useRef<() => void>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision may be another network
  useEffect(() => {
    if (isSaving) return
    let isWanted = true
    studio.estimates.known({ project: id }).then(
      (known) => isWanted && setEstimate(known ?? undefined),
      () => isWanted && setEstimate(undefined),
    )
    return () => {
      isWanted = false
    }
  }, [studio, id, revision, isSaving])
  useEffect(() => () => stop.current?.(), [])
  const measure = useCallback(() => {
    stop.current?.()
    const stream = studio.estimates.measure({ project: id })
    let isWanted = true
    stop.current = () => {
      isWanted = false
      stream.close()
      setNews(undefined)
    }
    setProblem(undefined)
    setNews({ state: 'working' })
    const read = async () => {
      try {
        for await (const item of stream) {
          if (!isWanted) return
          if (item.state === 'done') setEstimate(item.estimate)
          else setNews(item)
        }
      } catch (error) {
        if (isWanted) setProblem(problemOf(error))
      } finally {
        if (isWanted) setNews(undefined)
      }
    }
    void read()
  }, [studio, id])
  return { estimate, news, problem, measure, cancel: () => stop.current?.() }
}
