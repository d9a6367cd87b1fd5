import type { FieldKind } from '../../shared/fields/field'

/** Values of settings that are typed as text: sizes, sides, rows of numbers. What cannot be read is `undefined`. */

const numbersIn = (text: string): number[] | undefined => {
  const parts = text
    .trim()
    .split(/[\s,×x;]+/i)
    .filter((part) => part !== '')
  const numbers = parts.map((part) => Number(part.replace('−', '-')))
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined
}

/** `28×28×1`. */
export const shapeText = (shape: readonly number[]): string => shape.join(' × ')

export function parseShape(text: string): number[] | undefined {
  const numbers = numbersIn(text)
  return numbers && (numbers.length === 1 || numbers.length === 3) ? numbers : undefined
}

export const numbersText = (numbers: readonly number[]): string => numbers.join(', ')

export function parseNumbers(text: string, count?: number): number[] | undefined {
  const numbers = numbersIn(text)
  return numbers && (count === undefined || numbers.length === count) ? numbers : undefined
}

export const matrixText = (rows: readonly (readonly number[])[]): string => rows.map((row) => row.join(' ')).join('\n')

export function parseMatrix(text: string): number[][] | undefined {
  const rows = text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map(numbersIn)
  return rows.length > 0 && rows.every((row) => row !== undefined) ? (rows as number[][]) : undefined
}

/** Pixels on each side: `2`, `1, 2` (height, width) or `1 0, 2 1` (top bottom, left right), the shortest that says it. */
export function sidesText(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  const [height, width] = value.map((side: unknown) => (Array.isArray(side) ? side : [side, side])) as number[][]
  if (!height || !width) return ''
  const isEven = height[0] === height[1] && width[0] === width[1]
  if (!isEven) return `${height.join(' ')}, ${width.join(' ')}`
  return height[0] === width[0] ? String(height[0]) : `${height[0]}, ${width[0]}`
}

export function parseSides(text: string): unknown {
  const numbers = numbersIn(text)
  if (!numbers?.every((pixels) => Number.isInteger(pixels) && pixels >= 0)) return undefined
  const [top, bottom, left, right] = numbers
  if (numbers.length === 1) return top
  if (numbers.length === 2) return [top, bottom]
  if (numbers.length !== 4) return undefined
  return [
    [top, bottom],
    [left, right],
  ]
}

/** [3, 3] as a schema reads it, or 3 where both are one. */
export const pairValue = (height: number, width: number): number | [number, number] =>
  height === width ? height : [height, width]

/** Height and width of a pair however it was written. */
export function pairOf(value: unknown): readonly [number, number] | undefined {
  if (typeof value === 'number') return [value, value]
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [height, width] = value
  return typeof height === 'number' && typeof width === 'number' ? [height, width] : undefined
}

/** A value as a ghost, a tooltip or a table shows it. `choice` gives a word for a word. */
export function valueText(type: FieldKind, value: unknown, choice: (word: string) => string): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return choice(value ? 'yes' : 'no')
  if (typeof value === 'string') return choice(value)
  switch (type.kind) {
    case 'pair': {
      const pair = pairOf(value)
      if (!pair) return ''
      return pair[0] === pair[1] ? String(pair[0]) : `${pair[0]}×${pair[1]}`
    }
    case 'padding':
      return sidesText(value)
    case 'shape':
      return shapeText(value as number[])
    case 'numbers':
      return numbersText(value as number[])
    case 'matrix':
      return (value as number[][]).map((row) => row.join(' ')).join('; ')
    case 'variants': {
      const { [type.tag]: word, ...rest } = value as Record<string, unknown>
      const fields = type.variants.find((variant) => variant.word === word)?.fields ?? []
      const inner = fields.flatMap((field) =>
        rest[field.name] === undefined ? [] : [valueText(field.type, rest[field.name], choice)],
      )
      return [choice(String(word)), ...inner].join(', ')
    }
    case 'duration': {
      const { steps, epochs } = value as { steps?: number; epochs?: number }
      return steps === undefined ? `${epochs} ${choice('epochs')}` : `${steps} ${choice('steps')}`
    }
    case 'choices':
      return (value as string[]).map(choice).join(', ')
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}
