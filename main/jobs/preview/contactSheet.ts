import { advance, drawText, lineHeight } from './bitmapFont'

/** A picture with words under it. */
export interface SheetCell {
  /** Rows of bytes, height x width x channels of the sheet's pictures. */
  readonly pixels: Uint8Array
  readonly lines: readonly string[]
}

export interface SheetRequest {
  readonly size: readonly [height: number, width: number, channels: number]
  readonly heading: readonly string[]
  /** Rows of equally many cells. */
  readonly rows: readonly (readonly SheetCell[])[]
}

/** Rows of RGB bytes. */
export interface Sheet {
  readonly pixels: Uint8Array
  readonly height: number
  readonly width: number
}

/** Between cells and around the sheet, in pixels. */
const gap = 12
/** Small pictures are shown larger, pixel by pixel, so that the words fit under them and something is to be seen. */
const leastWidth = 160
/** Of paper, of words, and of the first words under a picture. */
const [paper, ink] = [250, 60]
/** Words are drawn with dots of so many pixels. */
const dotSize = 1

/** Pictures in rows with words under each, on paper; all words are shown, whatever room that takes. */
export function contactSheet({ size, heading, rows }: SheetRequest): Sheet {
  const [height, width, channels] = size
  const scale = Math.max(1, Math.ceil(leastWidth / width))
  const cellWidth = width * scale
  const perLine = Math.floor((cellWidth + gap - advance) / (advance * dotSize))
  const columns = Math.max(...rows.map((row) => row.length))
  const wide = gap + columns * (cellWidth + gap)
  const headLines = heading.flatMap((line) => wrapped(line, Math.floor((wide - 2 * gap) / (advance * dotSize))))
  const words = rows.map((row) => row.map(({ lines }) => lines.flatMap((line) => wrapped(line, perLine))))
  const wordHeights = words.map((row) => Math.max(...row.map((lines) => lines.length)) * lineHeight * dotSize + 4)
  const head = headLines.length * lineHeight * dotSize
  const tall = wordHeights.reduce((sum, lines) => sum + height * scale + lines + gap, 2 * gap + head)

  const pixels = new Uint8Array(tall * wide * 3).fill(paper)
  const set = (x: number, y: number, red: number, green: number, blue: number) => {
    if (x < 0 || y < 0 || x >= wide || y >= tall) return
    pixels.set([red, green, blue], (y * wide + x) * 3)
  }
  const write = (lines: readonly string[], left: number, top: number) => {
    for (const [k, line] of lines.entries())
      drawText(line, (x, y) => {
        for (let dx = 0; dx < dotSize; dx++)
          for (let dy = 0; dy < dotSize; dy++)
            set(left + x * dotSize + dx, top + (k * lineHeight + y) * dotSize + dy, ink, ink, ink)
      })
  }
  write(headLines, gap, gap)
  let top = 2 * gap + head
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      const left = gap + c * (cellWidth + gap)
      for (let y = 0; y < height * scale; y++)
        for (let x = 0; x < cellWidth; x++) {
          const at = (Math.floor(y / scale) * width + Math.floor(x / scale)) * channels
          const level = (channel: number) => cell.pixels[at + Math.min(channel, channels - 1)] as number
          set(left + x, top + y, level(0), level(1), level(2))
        }
      write(words[r]?.[c] ?? [], left, top + height * scale + 4)
    }
    top += height * scale + (wordHeights[r] as number) + gap
  }
  return { pixels, height: tall, width: wide }
}

/** A line broken between words, or inside one that is longer than a line. */
export function wrapped(line: string, longest: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`
    if (joined.length <= longest) {
      current = joined
      continue
    }
    if (current !== '') lines.push(current)
    current = word
    while (current.length > longest) {
      lines.push(current.slice(0, longest))
      current = current.slice(longest)
    }
  }
  return current === '' ? lines : [...lines, current]
}
