import type { ExportModel } from '../exportModel'

/** `labels.json`: class names in the order of the output. */
export const labelsText = ({ classes }: ExportModel): string => `${JSON.stringify(classes, undefined, 2)}\n`
