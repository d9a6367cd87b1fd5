/** What stopped the set-up and what to do about it: a line or a few for a person, never a stack. */
export class SetUpProblem extends Error {
  /**
   * @param {string} message the thing and the cause
   * @param {string} [remedy] what to do, in the imperative
   */
  constructor(message, remedy) {
    super(remedy ? `${message}; ${remedy}` : message)
    this.name = 'SetUpProblem'
  }
}

/** Several at once, one line each. */
export class SetUpProblems extends SetUpProblem {
  /** @param {readonly string[]} lines */
  constructor(lines) {
    super(lines.join('\n'))
    this.name = 'SetUpProblems'
  }
}

/**
 * The code of a failed system call, such as `ENOENT`.
 * @param {unknown} error
 */
export const errorCode = (error) => /** @type {{ code?: unknown } | undefined} */ (error)?.code

/**
 * The same failure with a remedy where the disk is the cause; anything else as it is.
 * @param {unknown} error
 * @param {string} place
 */
export function withDiskRemedy(error, place) {
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SetUpProblem(`the disk of ${place} is full`, 'free some space and start again; what is complete is kept')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new SetUpProblem(
      `${place} may not be written (${code})`,
      'give the user that runs this the right to write there',
    )
  return error
}
