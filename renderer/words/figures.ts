import i18next from 'i18next'

/** Figures as people read them, in the window's language. `null` and what is not finite is a dash. */

const dash = '–'

export const lossText = (loss: number | null | undefined): string =>
  typeof loss === 'number' && Number.isFinite(loss)
    ? loss > 0 && loss < 1e-3
      ? loss.toExponential(2)
      : loss.toPrecision(3)
    : dash

/** A part from 0 to 1. */
export const percentText = (part: number | null | undefined): string =>
  typeof part === 'number' && Number.isFinite(part) ? `${(part * 100).toFixed(1)} %` : dash

export const countText = (count: number | null | undefined): string =>
  typeof count === 'number' && Number.isFinite(count) ? counts.format(Math.round(count)) : dash

/** Made once: a formatter takes longer to make than to use a hundred times. */
const counts = new Intl.NumberFormat('en')

/** Bytes as disks and memories are sold: 1.31 GB. */
export function bytesText(bytes: number | null | undefined): string {
  if (typeof bytes !== 'number' || !Number.isFinite(bytes)) return dash
  return scaledText(
    bytes,
    [
      [1e12, 'TB'],
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'kB'],
    ],
    'B',
  )
}

/** Multiply-adds, and other large counts: 304 M. */
export function macsText(count: number | null | undefined): string {
  if (typeof count !== 'number' || !Number.isFinite(count)) return dash
  return scaledText(
    count,
    [
      [1e12, 'T'],
      [1e9, 'G'],
      [1e6, 'M'],
      [1e3, 'k'],
    ],
    '',
  )
}

/** Three digits and a unit. */
function scaledText(value: number, units: readonly (readonly [number, string])[], plain: string): string {
  const unit = units.find(([size]) => Math.abs(value) >= size * 0.9995)
  if (!unit) return `${Math.round(value)}${plain && ` ${plain}`}`
  const scaled = value / unit[0]
  return `${Math.abs(scaled) >= 99.95 ? Math.round(scaled) : scaled.toPrecision(3)} ${unit[1]}`
}

/** How long something still takes, where there is little room: minutes, without their seconds. */
export function leftText(seconds: number): string {
  const isMinutes = seconds >= 59.5 && seconds < 3570
  return isMinutes ? `${Math.round(seconds / 60)}${timeUnits().min}` : durationText(seconds)
}

const timeUnits = () =>
  i18next.language === 'ko' ? { h: '시간', min: '분', s: '초' } : { h: ' h', min: ' min', s: ' s' }

/** What may be shorter than a moment: 0.5 s, above ten seconds as `durationText`. */
export function epochTimeText(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds >= 9.95) return durationText(seconds)
  return `${Math.max(0, seconds).toFixed(1)}${timeUnits().s}`
}

/** 75 s: '1 min 15 s', in Korean '1분 15초'. */
export function durationText(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return dash
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const { h, min, s } = timeUnits()
  if (whole < 60) return `${rest}${s}`
  // Above ten minutes a second says nothing and jumps about.
  if (whole >= 600 && whole < 3570) return `${Math.round(whole / 60)}${min}`
  if (whole < 3600) return `${minutes}${min} ${rest}${s}`
  return `${hours}${h} ${minutes}${min}`
}
