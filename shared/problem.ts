/** The names and figures of a problem's sentence, from which other languages make their own. `kind` tells the sentences of one code apart. */
export type ProblemValues = Readonly<Record<string, string | number>>

/** What went wrong, where, and what to do about it: an error that a person can mend. */
export interface ProblemDetails {
  /** Stable, for programs and tests: 'shape-clash', 'engine-missing'. */
  readonly code: string
  /** One sentence without a full stop: the thing and the cause. */
  readonly message: string
  /** What to do, in the imperative, without a full stop. */
  readonly remedy?: string | undefined
  /** Where: a file and the place in it, or a layer. */
  readonly place?: string | undefined
  /** The layer at fault, where there is one. */
  readonly layer?: string | undefined
  readonly values?: ProblemValues | undefined
}

/** Thrown for what a person can mend; anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly details: ProblemDetails

  constructor(details: ProblemDetails, cause?: unknown) {
    super(describeProblem(details), cause === undefined ? undefined : { cause })
    this.name = 'Problem'
    this.details = details
  }
}

/** 'conv2d_3: kernel 5x5 does not fit its 3x3 input; use padding "same" or a smaller kernel (project.json, layers[7])'. */
export function describeProblem({ message, remedy, place, layer }: ProblemDetails): string {
  return `${layer ? `${layer}: ` : ''}${message}${remedy ? `; ${remedy}` : ''}${place ? ` (${place})` : ''}`
}
