import { useCallback } from 'react'
import { useAnswer } from '../studio/useAnswer'
import { useStudio } from '../studio/useStudio'

/** What training may take of this machine's memory, in bytes; `null` on a GPU, whose memory we cannot ask for. */
export function useMemoryLimit(): number | null | undefined {
  const studio = useStudio()
  const { answer } = useAnswer(useCallback(() => studio.estimates.memory({}), [studio]))
  return answer?.usableBytes
}
