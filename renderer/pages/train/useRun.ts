import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ProjectId, RunId } from '../../../shared/contract/studio/names'
import type { KeptCheckpoint, LayersItem, RunEvents } from '../../../shared/contract/studio/runs'
import { mostLooks, thinned } from '../../../shared/contract/studio/runs'
import type { RunEvent } from '../../../shared/records/events'
import type { Job } from '../../../shared/records/job'
import { useSlow } from '../../charts/useSlow'
import { addLive } from '../../runs/liveRun'
import { useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'

const mostEvents = 1000
/** How often charts are drawn anew, in milliseconds. */
const drawMs = 250

/** A run as it goes: its figures, drawn no more than four times a second. */
export function useLive(project: ProjectId, run: RunId) {
  const studio = useStudio()
  const { state, problem } = useStream(
    useCallback(() => studio.runs.watch({ project, run }), [studio, project, run]),
    addLive,
    drawMs,
  )
  return { live: state, problem }
}

const addEvents = (known: readonly RunEvent[] | undefined, item: RunEvents): readonly RunEvent[] =>
  item.isWhole ? item.events : [...(known ?? []), ...item.events].slice(-mostEvents)

/** What happened to it, oldest first. */
export function useEvents(project: ProjectId, run: RunId, isBegun: boolean): readonly RunEvent[] {
  const studio = useStudio()
  const { state } = useStream(
    useCallback(
      () => (isBegun ? studio.runs.watchEvents({ project, run }) : nothing<RunEvents>()),
      [studio, project, run, isBegun],
    ),
    addEvents,
  )
  return state ?? noEvents
}
const noEvents: readonly RunEvent[] = []

const addLooks = (known: LayersItem | undefined, item: LayersItem): LayersItem =>
  item.isWhole || !known || known.layers.length !== item.layers.length
    ? { ...item, looks: thinned(item.looks, mostLooks) }
    : { ...item, looks: thinned([...known.looks, ...item.looks], mostLooks) }

/** Looks at its layers, with the histograms of one. */
export function useLayers(project: ProjectId, run: RunId, layer: string | undefined, isBegun: boolean) {
  const studio = useStudio()
  const { state } = useStream(
    useCallback(
      () =>
        isBegun
          ? studio.runs.watchLayers({ project, run, ...(layer !== undefined && { layer }) })
          : nothing<LayersItem>(),
      [studio, project, run, layer, isBegun],
    ),
    addLooks,
    1000,
  )
  // While another layer is asked for, what was known of all of them stays on the screen.
  const [last, setLast] = useState(state)
  useEffect(() => {
    if (state) setLast(state)
  }, [state])
  return state ?? last
}

/** A stream that tells nothing, for a run that has not begun. */
function nothing<T>() {
  let end = () => undefined as undefined
  const closed = new Promise<void>((resolve) => {
    end = () => void resolve()
  })
  return {
    close: () => void end(),
    [Symbol.asyncIterator]: (): AsyncIterator<T> => ({
      next: async () => {
        await closed
        return { done: true, value: undefined }
      },
    }),
  }
}

/** Its definition, once there is one. */
export function useJob(project: ProjectId, run: RunId, isBegun: boolean): Job | undefined {
  const studio = useStudio()
  const [job, setJob] = useState<Job>()
  useEffect(() => {
    if (!isBegun || job) return
    let isWanted = true
    studio.runs.read({ project, run }).then(
      (answer) => isWanted && setJob(answer.job),
      // It is asked again when the run has begun; what is wrong with its folder is told by the run itself.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [studio, project, run, isBegun, job])
  return job
}

/** Its checkpoints, asked for again when one was written. */
export function useCheckpoints(
  project: ProjectId,
  run: RunId,
  isBegun: boolean,
  events: readonly RunEvent[],
): readonly KeptCheckpoint[] {
  const studio = useStudio()
  const [kept, setKept] = useState<readonly KeptCheckpoint[]>([])
  // The newest, not their number: of a long log only the end is known.
  const written = useMemo(() => [...events].reverse().find(({ event }) => event === 'checkpoint'), [events])
  const asked = useSlow(`${isBegun} ${JSON.stringify(written)}`, 1000)
  useEffect(() => {
    if (!asked.startsWith('true')) return
    let isWanted = true
    studio.runs.checkpoints({ project, run }).then(
      (answer) => isWanted && setKept(answer),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [studio, project, run, asked])
  return kept
}
