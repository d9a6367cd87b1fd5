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
  /** `repair`: kinds of findings that are mended on the way. One that is asked for while another goes comes after it. */
  begin(repair?: readonly string[]): void
  /** Brings the findings up to date after an edit: shown only if it takes long. */
  renew(): void
  cancel(): void
}

/** A rescan of what is known takes about a second, which nobody needs to be told of. */
const quietMsAfterEdit = 1500

/** A scan of the project's data that this page began; leaving the page ends it, and what was looked at is kept. */
export function useScan(onDone: (edits: number) => void): Scan {
  const studio = useStudio()
  const { id } = useProject()
  const [progress, setProgress] = useState<Scan['progress']>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const running = useRef<Subscription<ScanNews>>(undefined)
  const next = useRef<{ readonly repair: readonly string[] }>(undefined)
  const again = useRef<(repair: readonly string[], quietMs: number) => Promise<void>>(async () => undefined)
  const done = useRef(onDone)
  done.current = onDone

  const begin = useCallback(
    async (repair: readonly string[] = [], quietMs = 0) => {
      if (running.current) {
        next.current = { repair }
        return
      }
      const began = performance.now()
      const news = studio.datasets.scan({ project: id, repair: [...repair] })
      running.current = news
      setProblem(undefined)
      try {
        for await (const item of news) {
          if (running.current !== news) return
          if (item.state === 'working' && performance.now() - began >= quietMs) setProgress(item)
          if (item.state === 'working') continue
          done.current(item.edits.length)
        }
      } catch (error) {
        const found = problemOf(error)
        if (running.current === news && found.code !== 'disconnected') setProblem(found)
      } finally {
        if (running.current === news) {
          running.current = undefined
          setProgress(undefined)
          const waiting = next.current
          next.current = undefined
          if (waiting) void again.current(waiting.repair, quietMsAfterEdit)
        }
      }
    },
    [studio, id],
  )
  again.current = begin
  const cancel = useCallback(() => {
    next.current = undefined
    const news = running.current
    running.current = undefined
    setProgress(undefined)
    void news?.close()
  }, [])
  useEffect(() => cancel, [cancel])
  const renew = useCallback(() => void begin([], quietMsAfterEdit), [begin])
  const beginNow = useCallback((repair?: readonly string[]) => void begin(repair), [begin])
  return { progress, problem, begin: beginNow, renew, cancel }
}
