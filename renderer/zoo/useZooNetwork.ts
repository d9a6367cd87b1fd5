import { useEffect, useRef, useState } from 'react'
import type { NetworkPurpose } from '../../shared/zoo'
import { LatestOnly } from '../numbers/latestOnly'
import type { ZooAnswer, ZooRequest } from './zooRequest'

/** The chosen network made for a purpose, beside the page; `undefined` while it is being made, or without a purpose. */
export function useZooNetwork(
  choice: { readonly name: string; readonly width?: number; readonly stem?: 'small' },
  purpose: Pick<NetworkPurpose, 'input' | 'classes'> | undefined,
): ZooAnswer | undefined {
  const [answer, setAnswer] = useState<ZooAnswer>()
  const line = useRef<LatestOnly<ZooRequest, ZooAnswer>>(undefined)
  const number = useRef(0)
  useEffect(() => {
    const worker = new Worker(new URL('./zooWorker.ts', import.meta.url), { type: 'module' })
    line.current = new LatestOnly(worker, setAnswer)
    return () => line.current?.close()
  }, [])
  const { name, width, stem } = choice
  const input = purpose?.input.join()
  const classes = purpose?.classes
  // biome-ignore lint/correctness/useExhaustiveDependencies: `input` is the purpose's, as text
  useEffect(() => {
    if (!purpose) return
    const wanted = { ...purpose, ...(width !== undefined && { width }), ...(stem && { stem }) }
    line.current?.ask({ number: ++number.current, name, purpose: wanted })
  }, [name, width, stem, input, classes])
  return answer?.number === number.current ? answer : undefined
}
