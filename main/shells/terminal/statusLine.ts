/**
 * The last line of a terminal, rewritten in place; nothing where stderr is not a terminal. Lines that are to stay are said through
 * `say`, which puts them above it.
 */
export interface StatusLine {
  readonly isLive: boolean
  show(text: string): void
  /** Removes it. */
  clear(): void
  say(text: string): void
}

const clearLine = '\r\x1b[2K'

export function createStatusLine(stream: NodeJS.WriteStream = process.stderr): StatusLine {
  const isLive = stream.isTTY === true
  let shown = ''
  const write = (text: string) => {
    // One column less than there are: a full line would wrap, and a wrapped line cannot be taken back.
    const room = (stream.columns ?? 80) - 1
    stream.write(`${clearLine}${text.length > room ? text.slice(0, room) : text}`)
  }
  return {
    isLive,
    show(text) {
      if (!isLive || text === shown) return
      shown = text
      write(text)
    },
    clear() {
      if (isLive && shown) stream.write(clearLine)
      shown = ''
    },
    say(text) {
      if (!isLive || !shown) {
        stream.write(`${text}\n`)
        return
      }
      stream.write(`${clearLine}${text}\n`)
      write(shown)
    },
  }
}
