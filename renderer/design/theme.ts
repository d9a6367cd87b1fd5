import { useSyncExternalStore } from 'react'

export type ThemeWish = 'system' | 'light' | 'dark'

const isDarkOutside = window.matchMedia('(prefers-color-scheme: dark)')
const place = 'layerloom:theme'
const listeners = new Set<() => void>()
let wish: ThemeWish = remembered()

/** Sets the page's theme and keeps it, as the system's changes too. Called before anything is shown; what was wished last time is known before the studio is. */
export function startTheme(): void {
  isDarkOutside.addEventListener('change', apply)
  apply()
}

export function wishTheme(next: ThemeWish): void {
  wish = next
  window.localStorage.setItem(place, next)
  apply()
}

/** What is shown now. */
export const themeNow = (): 'light' | 'dark' => (wish === 'system' ? (isDarkOutside.matches ? 'dark' : 'light') : wish)

function apply(): void {
  document.documentElement.dataset.theme = themeNow()
  for (const listener of [...listeners]) listener()
}

function remembered(): ThemeWish {
  const said = window.localStorage.getItem(place)
  return said === 'light' || said === 'dark' ? said : 'system'
}

/** What is shown now, and again when it changes. */
export const useThemeNow = (): 'light' | 'dark' => useSyncExternalStore(subscribe, themeNow)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
