/** What every port keeps: messages until somebody listens, and that it is closed. */
export interface Inbox {
  readonly isClosed: boolean
  deliver(message: unknown): void
  close(): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

export function createInbox(): Inbox {
  const waiting: unknown[] = []
  let hear: (message: unknown) => void = (message) => void waiting.push(message)
  let leave = () => {}
  let isClosed = false
  return {
    get isClosed() {
      return isClosed
    },
    deliver(message) {
      if (!isClosed) hear(message)
    },
    close() {
      if (isClosed) return
      isClosed = true
      leave()
    },
    onMessage(listener) {
      hear = listener
      for (const message of waiting.splice(0)) listener(message)
    },
    onClose(listener) {
      leave = listener
      if (isClosed) listener()
    },
  }
}
