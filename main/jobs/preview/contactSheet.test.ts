import { describe, expect, test } from 'vitest'
import { advance, drawText } from './bitmapFont'
import { contactSheet, type Sheet, wrapped } from './contactSheet'

const at = ({ pixels, width }: Sheet, x: number, y: number): number[] => [
  ...pixels.slice((y * width + x) * 3, (y * width + x) * 3 + 3),
]

/** Drawn with a star a dot, by rows. */
function drawn(text: string): string[] {
  const rows = Array.from({ length: 8 }, () => Array<string>(text.length * advance).fill(' '))
  drawText(text, (x, y) => {
    ;(rows[y] as string[])[x] = '*'
  })
  return rows.map((row) => row.join('').trimEnd())
}

describe('a line of text', () => {
  test('is drawn dot by dot, with what hangs below the line', () => {
    expect(drawn('T1g')).toEqual([
      '*****   *',
      '* * *  **',
      '  *     *    ***',
      '  *     *   *  **',
      '  *     *   *  **',
      '  *     *    ** *',
      '  *    ***      *',
      '             ***',
    ])
  })

  test('shows a question mark for what is not ASCII, and has a shape for all that is', () => {
    expect(drawn('é')).toEqual(drawn('?'))
    const shapes = Array.from({ length: 95 }, (_, k) => drawn(String.fromCharCode(0x20 + k)).join('\n'))
    expect(new Set(shapes).size).toBe(95)
  })

  test('is broken between words, or inside one that is too long', () => {
    expect(wrapped('crop x+1 y-2', 8)).toEqual(['crop x+1', 'y-2'])
    expect(wrapped('autocontrast', 5)).toEqual(['autoc', 'ontra', 'st'])
    expect(wrapped('', 5)).toEqual([])
  })
})

describe('a contact sheet', () => {
  const cell = (levels: readonly number[], lines: readonly string[]) => ({ pixels: Uint8Array.from(levels), lines })

  test('shows small pictures larger, pixel by pixel, grey ones in all three colours', () => {
    const sheet = contactSheet({ size: [1, 2, 1], heading: [], rows: [[cell([10, 200], ['a'])]] })
    const lit = (level: number) => {
      let count = 0
      for (let y = 0; y < sheet.height; y++)
        for (let x = 0; x < sheet.width; x++) if (at(sheet, x, y).every((value) => value === level)) count++
      return count
    }
    // 160 pixels wide, so each pixel of the picture is a square of 80.
    expect([lit(10), lit(200)]).toEqual([80 * 80, 80 * 80])
  })

  test('has room for every line of words of its longest cell, and for the heading', () => {
    const one = contactSheet({ size: [200, 200, 3], heading: [], rows: [[cell(Array(120_000).fill(0), ['a'])]] })
    const more = contactSheet({
      size: [200, 200, 3],
      heading: ['two', 'lines'],
      rows: [[cell(Array(120_000).fill(0), ['a']), cell(Array(120_000).fill(0), ['a', 'b', 'c'])]],
    })
    expect(more.height - one.height).toBe(4 * 10)
    expect(more.width - one.width).toBe(212)
    expect(more.pixels).toHaveLength(more.height * more.width * 3)
  })
})
