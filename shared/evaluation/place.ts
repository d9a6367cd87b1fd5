import type { SplitName } from '../records/splitName'

/** Below a run's folder. */
export const evaluationsFolder = 'evaluations'

/** What was said of each picture of a split with the weights after so many steps. */
export const evaluationFile = (split: SplitName, step: number): string => `${split}-${step}.evaluation`
