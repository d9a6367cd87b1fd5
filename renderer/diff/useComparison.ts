import { useEffect, useRef, useState } from 'react'
import type { NetworkComparison } from '../../shared/inspection/compareNetworks'
import type { Network } from '../../shared/model/network'
import { LatestOnly } from '../numbers/latestOnly'
import type { CompareAnswer, CompareRequest } from './compareRequest'

/** Two networks compared, beside the page; `undefined` while that is under way. */
export function useComparison(a: Network, b: Network): NetworkComparison | undefined {
  const [answer, setAnswer] = useState<CompareAnswer>()
  const line = useRef<LatestOnly<CompareRequest, CompareAnswer>>(undefined)
  const number = useRef(0)
  useEffect(() => {
    const worker = new Worker(new URL('./compareWorker.ts', import.meta.url), { type: 'module' })
    line.current = new LatestOnly(worker, setAnswer)
    return () => line.current?.close()
  }, [])
  const what = JSON.stringify([a, b])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `what` is both networks, as text
  useEffect(() => {
    line.current?.ask({ number: ++number.current, a, b })
  }, [what])
  return answer?.number === number.current ? answer.comparison : undefined
}
