/** Lets commands, cancels and messages through between two native calls. */
export const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
