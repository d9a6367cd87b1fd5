import type { ProblemDetails } from '../../../shared/problem'

/** What the file does not say. All else that an import tells of is something in the file that nothing was made of. */
const assumptions = new Set(['import-classes-unknown', 'import-values-unknown', 'import-vector-input'])

export const notesByKind = (notes: readonly ProblemDetails[]) => ({
  assumed: notes.filter(({ code }) => assumptions.has(code)),
  leftAside: notes.filter(({ code }) => !assumptions.has(code)),
})
