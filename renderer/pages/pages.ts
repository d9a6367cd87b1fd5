import { ChartSpline, Grid3x3, Images, List, Network, Share } from 'lucide-react'
import type { ComponentType } from 'react'
import type { ProjectPage } from '../../shared/contract/windowPlace'
import type { LucideIcon } from '../design/Icon'
import { laterPage } from './laterPage'

/** What a page is told of the address. The project comes from `useProject`. */
export interface PageProps {
  readonly folder: string
  /** The run that is looked at; `undefined`: the page chooses. */
  readonly run: string | undefined
}

interface PageEntry {
  readonly icon: LucideIcon
  /** Loaded when it is first shown, with all that it alone needs. */
  readonly Page: ComponentType<PageProps>
}

/** Every page of a project, in the rail's order. Its word is `frame:<id>`. */
export const pages: Readonly<Record<ProjectPage, PageEntry>> = {
  data: { icon: Images, Page: laterPage(() => import('./data/DataPage')) },
  model: { icon: Network, Page: laterPage(() => import('./model/ModelPage')) },
  train: { icon: ChartSpline, Page: laterPage(() => import('./train/TrainPage')) },
  runs: { icon: List, Page: laterPage(() => import('./runs/RunsPage')) },
  evaluate: { icon: Grid3x3, Page: laterPage(() => import('./evaluate/EvaluatePage')) },
  export: { icon: Share, Page: laterPage(() => import('./export/ExportPage')) },
}
