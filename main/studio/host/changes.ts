/** Tells whoever listens that something has changed; what it is now they ask for themselves. */
export class Changes {
  private readonly listeners = new Set<() => void>()

  tell(): void {
    for (const listener of [...this.listeners]) listener()
  }

  /** Calls back until the signal aborts; settles then. For the handlers of streams. */
  whileWanted(signal: AbortSignal, listener: () => void): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    this.listeners.add(listener)
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.listeners.delete(listener)
        resolve()
      })
    })
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
}
