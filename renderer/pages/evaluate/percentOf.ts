/** A part as a percentage without its sign, for columns that say it above. */
export const percentOf = (part: number | null | undefined): string =>
  typeof part === 'number' && Number.isFinite(part) ? (part * 100).toFixed(1) : '–'
