import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor } from '../editor/state/EditorProvider'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { useProjectPart } from '../studio/useProject'
import type { InspectionAnswer, InspectionRequest } from './inspectionRequest'
import { LatestOnly } from './latestOnly'
import { useMemoryLimit } from './useMemoryLimit'

export interface InspectionState extends Partial<Pick<InspectionAnswer, 'inspection' | 'largestBatch'>> {
  /** What training may take, in bytes; `null` where that is not known: on a GPU. `undefined` until it was asked. */
  readonly limitBytes: number | null | undefined
}

const InspectionContext = createContext<InspectionState>({ limitBytes: undefined })

/** Costs of the network that is shown, worked out beside the page for all that show them: once it is drawn, so that the layout has the processor. */
export const InspectionProvider = ({ children }: { children: ReactNode }) => {
  const { network } = useLaterNetwork()
  const configuration = useProjectPart(({ training }) => training)
  const limitBytes = useMemoryLimit()
  const [answer, setAnswer] = useState<InspectionAnswer>()
  const line = useRef<LatestOnly<InspectionRequest, InspectionAnswer>>(undefined)
  const number = useRef(0)
  const isDrawn = useEditor(({ inView }) => inView !== undefined)
  useEffect(() => {
    if (!isDrawn) return
    const worker = new Worker(new URL('./inspectionWorker.ts', import.meta.url), { type: 'module' })
    line.current = new LatestOnly(worker, setAnswer)
    return () => line.current?.close()
  }, [isDrawn])
  useEffect(() => {
    if (!isDrawn) return
    line.current?.ask({ number: ++number.current, network, configuration, limitBytes: limitBytes ?? null })
  }, [isDrawn, network, configuration, limitBytes])
  const state = useMemo(
    () => ({ limitBytes, ...(answer && { inspection: answer.inspection, largestBatch: answer.largestBatch }) }),
    [answer, limitBytes],
  )
  return <InspectionContext value={state}>{children}</InspectionContext>
}

export const useInspection = (): InspectionState => useContext(InspectionContext)
