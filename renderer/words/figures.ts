/** Figures as people read them. `null` and what is not finite is a dash. */

const dash = '–'

export const lossText = (loss: number | null | undefined): string =>
  typeof loss === 'number' && Number.isFinite(loss) ? loss.toPrecision(3) : dash

/** A part from 0 to 1. */
export const percentText = (part: number | null | undefined): string =>
  typeof part === 'number' && Number.isFinite(part) ? `${(part * 100).toFixed(1)} %` : dash

export const countText = (count: number | null | undefined): string =>
  typeof count === 'number' && Number.isFinite(count) ? Math.round(count).toLocaleString('en') : dash

/** 75 s: '1 min 15 s'. */
export function durationText(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return dash
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
