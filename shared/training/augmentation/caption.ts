/** '+12.3', '-4.0': a number whose sign says which way. */
export const signedNumber = (value: number | undefined, digits = 1): string => {
  const number = value ?? 0
  // Not '-0.0'.
  const rounded = Number(number.toFixed(digits))
  return `${rounded < 0 ? '-' : '+'}${Math.abs(rounded).toFixed(digits)}`
}

export const plainNumber = (value: number | undefined, digits = 2): string => (value ?? 0).toFixed(digits)

/** '12.5 %' of 0.125. */
export const part = (probability: number): string => `${Number((probability * 100).toFixed(1))} %`
