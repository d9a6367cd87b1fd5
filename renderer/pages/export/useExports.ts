import { useCallback, useEffect, useRef, useState } from 'react'
import type { ExportProgress } from '../../../shared/contract/studio/exports'
import type { ExportWishes, FormatId } from '../../../shared/formats/exportOptions'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import { useStudio } from '../../studio/useStudio'
import type { PastExport } from './formats'

/** One file to be written. */
export interface ExportWish {
  readonly format: FormatId
  readonly options: ExportWishes
  readonly checkpoint: 'best' | 'latest'
  readonly out: string
  readonly overwrite: boolean
}

export interface Exports {
  readonly history: readonly PastExport[] | undefined
  /** What is written now, and how many wait behind it. */
  readonly current:
    | { readonly wish: ExportWish; readonly progress: ExportProgress | undefined; readonly left: number }
    | undefined
  /** Of the last time, by format. */
  readonly problems: ReadonlyMap<FormatId, ProblemDetails>
  readonly warnings: readonly ProblemDetails[]
  start(wishes: readonly ExportWish[]): void
  cancel(): void
}

/** A run's exports: those that were made, and one after the other those that are to be. `folder`: where they go, made if it is not there. */
export function useExports(project: string, run: string): Exports {
  const studio = useStudio()
  const [history, setHistory] = useState<readonly PastExport[]>()
  const [current, setCurrent] = useState<Exports['current']>()
  const [problems, setProblems] = useState<ReadonlyMap<FormatId, ProblemDetails>>(new Map())
  const [warnings, setWarnings] = useState<readonly ProblemDetails[]>([])
  const stop = useRef(() => {})

  const read = useCallback(
    () =>
      studio.exports.history({ project, run }).then(setHistory, () => {
        // A history that cannot be read says nothing of what can be exported.
        setHistory([])
      }),
    [studio, project, run],
  )
  useEffect(() => {
    setHistory(undefined)
    void read()
    return () => stop.current()
  }, [read])

  const start = useCallback(
    (wishes: readonly ExportWish[]) => {
      stop.current()
      let isWanted = true
      let close = () => {}
      stop.current = () => {
        isWanted = false
        close()
      }
      const all = async () => {
        setWarnings([])
        for (const [k, wish] of wishes.entries()) {
          if (!isWanted) break
          const left = wishes.length - k - 1
          setCurrent({ wish, progress: undefined, left })
          setProblems((known) => new Map([...known].filter(([format]) => format !== wish.format)))
          try {
            await studio.folders.make({ folder: parentOf(wish.out) })
            const items = studio.exports.start({ project, run, ...wish })
            close = () => items.close()
            for await (const progress of items) {
              if (!isWanted) break
              setCurrent({ wish, progress, left })
              setWarnings(progress.warnings)
            }
          } catch (error) {
            if (isWanted) setProblems((known) => new Map([...known, [wish.format, problemOf(error)]]))
          }
          if (isWanted) await read()
        }
        if (isWanted) setCurrent(undefined)
      }
      void all()
    },
    [studio, project, run, read],
  )
  const cancel = useCallback(() => {
    stop.current()
    setCurrent(undefined)
  }, [])
  return { history, current, problems, warnings, start, cancel }
}

const parentOf = (place: string): string => place.replace(/[\\/][^\\/]*$/, '') || '/'
