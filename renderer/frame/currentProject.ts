import { useCallback, useSyncExternalStore } from 'react'
import { useAnswer } from '../studio/useAnswer'
import { useStudio } from '../studio/useStudio'

const place = 'layerloom:project'
const listeners = new Set<() => void>()

/** The project that was looked at last in this window: where the rail leads from Home. */
export function rememberProject(folder: string): void {
  window.sessionStorage.setItem(place, folder)
  for (const listener of [...listeners]) listener()
}

export function useRememberedProject(): string | undefined {
  const studio = useStudio()
  const here = useSyncExternalStore(subscribe, () => window.sessionStorage.getItem(place))
  // A window that has looked at none begins with the one that was open last.
  const recent = useAnswer(
    useCallback(async () => (here === null ? studio.projects.recent({}) : []), [studio, here]),
  ).answer?.find(({ isThere }) => isThere)
  return here ?? recent?.folder
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
