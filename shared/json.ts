/**
 * A strict JSON reader (RFC 8259) for files that people edit and strangers send. It does what `JSON.parse` does not: says line
 * and column in every engine, refuses a key that stands twice (`JSON.parse` keeps the last without a word), bounds the depth,
 * and leaves the making of objects to the caller.
 */
export interface JsonOptions {
  /** Deepest nesting of arrays and objects. */
  readonly depth?: number
  /** Makes an object of its entries, in their order. The default makes a plain one, where `__proto__` is a key like others. */
  readonly object?: (entries: [key: string, value: unknown][]) => unknown
}

/** Where a text is not JSON. `line` and `column` count from 1. */
export class JsonError extends Error {
  readonly what: string
  readonly line: number
  readonly column: number

  constructor(what: string, line: number, column: number) {
    super(`${what} in line ${line}, column ${column}`)
    this.name = 'JsonError'
    this.what = what
    this.line = line
    this.column = column
  }
}

/** Throws a JsonError. */
export function parseJson(text: string, options: JsonOptions = {}): unknown {
  const { depth = 200, object = Object.fromEntries } = options
  let at = 0
  const fail = (what: string, where = at): never => {
    const before = text.slice(0, where).split('\n')
    throw new JsonError(what, before.length, (before[before.length - 1] as string).length + 1)
  }
  const space = () => {
    while (at < text.length && ' \n\r\t'.includes(text[at] as string)) at++
  }
  const take = (sign: string) => {
    space()
    if (text[at] !== sign) return false
    at++
    return true
  }
  const found = () =>
    at < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(at) as number)) : 'the end'

  const value = (room: number): unknown => {
    space()
    const sign = text[at]
    if (sign === '{' || sign === '[') {
      if (room === 0) fail(`nested deeper than ${depth}`)
      at++
      return sign === '{' ? members(room - 1) : elements(room - 1)
    }
    if (sign === '"') return string()
    const word = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/y
    word.lastIndex = at
    const match = word.exec(text)?.[0]
    if (match === undefined) return fail(`${found()} where a value should stand`)
    at += match.length
    return match === 'null' ? null : match === 'true' ? true : match === 'false' ? false : Number(match)
  }
  const members = (room: number): unknown => {
    const entries: [string, unknown][] = []
    const keys = new Set<string>()
    if (take('}')) return object(entries)
    do {
      space()
      const start = at
      if (text[at] !== '"') fail(`${found()} where a key should stand`)
      const key = string()
      if (keys.has(key)) fail(`key ${JSON.stringify(key)} stands twice`, start)
      keys.add(key)
      if (!take(':')) fail(`${found()} where ":" should stand`)
      entries.push([key, value(room)])
    } while (take(','))
    if (!take('}')) fail(`${found()} where "," or "}" should stand`)
    return object(entries)
  }
  const elements = (room: number): unknown[] => {
    const items: unknown[] = []
    if (take(']')) return items
    do items.push(value(room))
    while (take(','))
    if (!take(']')) fail(`${found()} where "," or "]" should stand`)
    return items
  }
  const string = (): string => {
    const start = at
    at++
    while (at < text.length && text[at] !== '"') {
      if (text.charCodeAt(at) < 0x20) fail('a control character in a string')
      at += text[at] === '\\' ? 2 : 1
    }
    if (at >= text.length) fail('a string that is not closed', start)
    at++
    try {
      return JSON.parse(text.slice(start, at)) as string
    } catch {
      // Only an escape that JSON does not have is left to be wrong; engines word it differently.
      return fail('a string with an escape that JSON does not have', start)
    }
  }

  const result = value(depth)
  space()
  if (at < text.length) fail(`${found()} behind the end`)
  return result
}
