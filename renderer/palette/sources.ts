import type { ReactNode } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { LucideIcon } from '../design/Icon'

/** In the order in which they stand in the list. */
export const paletteKinds = ['layers', 'network', 'pages', 'commands', 'settings', 'runs', 'projects', 'help'] as const
export type PaletteKind = (typeof paletteKinds)[number]

/** A line of the palette. */
export interface PaletteItem {
  /** Unique among all. */
  readonly id: string
  readonly kind: PaletteKind
  readonly label: string
  /** Dim beside the label; looked through too. */
  readonly about?: string
  /** What Enter does or where it leads, at the right: `show on canvas`. */
  readonly result?: string
  readonly icon?: LucideIcon
  /** In place of the icon: a layer's glyph. */
  readonly drawing?: ReactNode
  /** More words that lead here. */
  readonly words?: string
  /** As in a command. */
  readonly keys?: string | undefined
  /** What ranks above others that fit as well: 1 is usual. */
  readonly weight?: number
  /** `stay`: Ctrl Enter, the palette stays open. */
  run(stay: boolean): void
}

/** Gives its items when the palette is open, and again at each letter: quickly, for it is asked between two frames. */
export type PaletteSource = () => readonly PaletteItem[]

const sources = new Set<{ current: PaletteSource }>()

/** What a view adds to the palette while it is shown. It may be another function at each drawing. */
export function usePaletteSource(source: PaletteSource): void {
  const newest = useRef(source)
  useLayoutEffect(() => {
    newest.current = source
  })
  useEffect(() => {
    sources.add(newest)
    return () => void sources.delete(newest)
  }, [])
}

export const registeredItems = (): PaletteItem[] => [...sources].flatMap(({ current }) => current())
