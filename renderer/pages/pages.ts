import { ChartSpline, Grid3x3, Images, List, Network, Share } from 'lucide-react'
import type { ProjectPage } from '../../shared/contract/windowPlace'
import type { LucideIcon } from '../design/Icon'
import { type LaterPage, laterPage } from './laterPage'

/** What a page is told of the address. The project comes from `useProject`. */
export interface PageProps {
  readonly folder: string
  /** The run that is looked at; `undefined`: the page chooses. */
  readonly run: string | undefined
}

/** Loaded when it is first shown, with all that it alone needs. */
interface PageEntry extends LaterPage<PageProps> {
  readonly icon: LucideIcon
}

/** Every page of a project, in the rail's order. Its word is `frame:<id>`. */
export const pages: Readonly<Record<ProjectPage, PageEntry>> = {
  data: { icon: Images, ...laterPage(() => import('./data/DataPage')) },
  model: { icon: Network, ...laterPage(() => import('./model/ModelPage')) },
  train: { icon: ChartSpline, ...laterPage(() => import('./train/TrainPage')) },
  runs: { icon: List, ...laterPage(() => import('./runs/RunsPage')) },
  evaluate: { icon: Grid3x3, ...laterPage(() => import('./evaluate/EvaluatePage')) },
  export: { icon: Share, ...laterPage(() => import('./export/ExportPage')) },
}
