import type { Split } from '../dataSet'

/** Class and split of a picture, as the source has it or a project decided; `undefined`: the project does not use it. */
export type Placed = { readonly className: string; readonly split: Split | undefined } | undefined
