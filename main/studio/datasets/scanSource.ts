import type { ScanResult, ScanTask } from '../../../shared/contract/jobs'
import type { Studio } from '../studio'
import { type ScanListeners, type ScanPatience, type SupervisedScan, superviseScan } from './superviseScan'

/** What to look at. */
export type ScanWishes = Pick<ScanTask, 'source' | 'folder' | 'nested' | 'fresh'>

/** What a source of picture files holds and what is wrong with it. */
export const scanSource = (
  studio: Studio,
  wishes: ScanWishes,
  listeners: ScanListeners = {},
  patience?: ScanPatience,
): SupervisedScan<ScanResult> => superviseScan(studio, { task: 'scan', ...wishes }, listeners, patience)
