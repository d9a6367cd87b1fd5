import { createInbox, type Inbox } from './inbox'
import type { StudioPort } from './port'

/** Two ports of which each hears the other, within one process. Values are handed over as they are, one turn of the event loop's microtasks later. */
export function directPorts(): [window: StudioPort, studio: StudioPort] {
  const [a, b] = [createInbox(), createInbox()]
  return [portBetween(a, b), portBetween(b, a)]
}

function portBetween(own: Inbox, other: Inbox): StudioPort {
  const later = (act: () => void) => void Promise.resolve().then(act)
  return {
    post(message) {
      if (!own.isClosed) later(() => other.deliver(message))
    },
    onMessage: own.onMessage,
    onClose: own.onClose,
    close() {
      own.close()
      // Behind what was posted before.
      later(() => other.close())
    },
  }
}
