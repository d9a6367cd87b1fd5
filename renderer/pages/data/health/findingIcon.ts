import { CircleDashed, Copy, Droplet, type LucideIcon, Moon, Palette, Split, Tags, TriangleAlert } from 'lucide-react'

/** The sign of a kind of finding, the same in the list of findings and on a picture. */
export function findingIcon(kind: string): LucideIcon {
  if (kind.endsWith('across-splits')) return Split
  if (kind.endsWith('different-labels')) return Tags
  if (kind.includes('duplicates')) return Copy
  return (
    { 'nearly-black': Moon, 'nearly-uniform': CircleDashed, blurred: Droplet, 'grey-among-colour': Palette }[kind] ??
    TriangleAlert
  )
}
