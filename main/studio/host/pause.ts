/** Waits that long, or until one of the signals aborts. Leaves no listener behind. */
export const pause = (ms: number, ...signals: readonly AbortSignal[]): Promise<void> =>
  new Promise((resolve) => {
    if (signals.some(({ aborted }) => aborted)) {
      resolve()
      return
    }
    const over = () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    for (const signal of signals) signal.addEventListener('abort', over)
  })
