import type { LucideIcon } from 'lucide-react'

export type { LucideIcon } from 'lucide-react'

/** A drawn sign beside a word, or in a button that has its name elsewhere. Import each by name from `lucide-react`, so that the others stay out of the bundle. */
export const Icon = ({ of: Drawing, size = 16 }: { of: LucideIcon; size?: number }) => (
  <Drawing size={size} strokeWidth={1.5} absoluteStrokeWidth aria-hidden="true" className="icon" />
)
