/** JSON has no NaN and no infinity: `null` stands for both. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
