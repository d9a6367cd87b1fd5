import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What lies over the page: one at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  /** `at`: the setting that is looked for. */
  | { readonly kind: 'settings'; readonly at?: string }
  | { readonly kind: 'help'; readonly topic: string }

const shown = createStore<{ readonly overlay: Overlay | undefined }>(() => ({ overlay: undefined }))

export const showOverlay = (overlay: Overlay): void => shown.setState({ overlay })
export const hideOverlay = (): void => shown.setState({ overlay: undefined })
export const useOverlay = (): Overlay | undefined => useStore(shown, ({ overlay }) => overlay)
