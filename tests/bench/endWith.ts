/** Ends a benchmark: status 0 where it reached its goal, 1 where it did not or failed. */
export const endWith = (main: Promise<boolean>): Promise<void> =>
  main.then(
    (reached) => {
      process.exitCode = reached ? 0 : 1
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
