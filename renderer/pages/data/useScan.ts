import { useCallback, useEffect, useRef, useState } from 'react'
import type { Subscription } from '../../../shared/contract/studio/core/client'
import type { ScanNews } from '../../../shared/contract/studio/datasets'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'

export interface Scan {
  /** While one goes. */
  readonly progress: Extract<ScanNews, { state: 'working' }> | undefined
  readonly problem: ProblemDetails | undefined
  /** `repair`: kinds of findings that are mended on the way. */
  begin(repair?: readonly string[]): void
  cancel(): void
}

/** A scan of the project's data that this page began; leaving the page ends it, and what was looked at is kept. */
export function useScan(onDone: (edits: number) => void): Scan {
  const studio = useStudio()
  const { id } = useProject()
  const [progress, setProgress] = useState<Scan['progress']>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const running = useRef<Subscription<ScanNews>>(undefined)
  const done = useRef(onDone)
  done.current = onDone

  const begin = useCallback(
    async (repair: readonly string[] = []) => {
      if (running.current) return
      const news = studio.datasets.scan({ project: id, repair: [...repair] })
      running.current = news
      setProblem(undefined)
      try {
        for await (const item of news) {
          if (running.current !== news) return
          if (item.state === 'working') setProgress(item)
          else done.current(item.edits.length)
        }
      } catch (error) {
        const found = problemOf(error)
        if (running.current === news && found.code !== 'disconnected') setProblem(found)
      } finally {
        if (running.current === news) {
          running.current = undefined
          setProgress(undefined)
        }
      }
    },
    [studio, id],
  )
  const cancel = useCallback(() => {
    const news = running.current
    running.current = undefined
    setProgress(undefined)
    void news?.close()
  }, [])
  useEffect(() => cancel, [cancel])
  return { progress, problem, begin: (repair) => void begin(repair), cancel }
}
