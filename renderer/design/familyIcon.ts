import {
  Activity,
  Braces,
  ChartNoAxesColumn,
  Combine,
  Dices,
  Grid2x2,
  Grid3x3,
  Images,
  Layers,
  type LucideIcon,
  Merge,
} from 'lucide-react'

/** The sign of a layer's family, which stands wherever its colour does. */
export const familyIcon = {
  data: Images,
  convolution: Grid3x3,
  dense: Combine,
  normalization: ChartNoAxesColumn,
  activation: Activity,
  pooling: Grid2x2,
  merge: Merge,
  regularization: Dices,
  shape: Braces,
  block: Layers,
} satisfies Record<string, LucideIcon>
