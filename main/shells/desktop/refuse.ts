/** Tells, for whoever looks for it, of something that a window wanted and did not get. */
export const refuse = (what: string): void => void process.stderr.write(`refused: ${what}\n`)
