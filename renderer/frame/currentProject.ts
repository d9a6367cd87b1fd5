import { useSyncExternalStore } from 'react'

const place = 'layerloom:project'
const listeners = new Set<() => void>()

/** The project that was looked at last in this window: where the rail leads from Home. */
export function rememberProject(folder: string): void {
  window.sessionStorage.setItem(place, folder)
  for (const listener of [...listeners]) listener()
}

export const useRememberedProject = (): string | undefined =>
  useSyncExternalStore(subscribe, () => window.sessionStorage.getItem(place)) ?? undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
