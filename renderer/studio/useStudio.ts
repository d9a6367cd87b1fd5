import { createContext, useContext } from 'react'
import type { StudioClient } from '../../shared/contract/studio'

export const StudioContext = createContext<StudioClient | undefined>(undefined)

/** The studio; only below where it is there. */
export function useStudio(): StudioClient {
  const client = useContext(StudioContext)
  if (!client) throw new Error('there is no studio here')
  return client
}
