/**
 * A person's text as a literal of Python: in double quotes, on one line, with everything that is not plain to see as an escape, so that
 * no name ends the string, begins a line or turns the direction of the text.
 */
export function pythonString(text: string): string {
  const safe = JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => {
    const code = sign.codePointAt(0) as number
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return safe
}

/** A person's text in a comment or a docstring: one line, without what could end it. */
export const pythonRemark = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').replace(/"""|\\/g, "'")

/** A number as Python writes it. */
export const pythonNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : `${value}`

/** A list of numbers, or one. */
export const pythonNumbers = (values: readonly number[]): string =>
  values.length === 1 ? pythonNumber(values[0] as number) : `[${values.map(pythonNumber).join(', ')}]`
