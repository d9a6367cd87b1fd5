import type { RunSummary } from '../../shared/contract/studio/runs'

/** What a run is called: its name, or when it was begun, by the clock here. */
export const runName = (
  { run, labels, createdAt }: Pick<RunSummary, 'run' | 'labels' | 'createdAt'>,
  language: string,
) => labels.name || timeText(createdAt, language) || run

/** `1 Dec 00:05:12`; '' for no time. */
export function timeText(iso: string, language: string): string {
  const at = new Date(iso)
  if (iso === '' || Number.isNaN(at.getTime())) return ''
  let format = formats.get(language)
  if (!format) {
    format = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    })
    formats.set(language, format)
  }
  return format.format(at)
}

/** By language: one takes longer to make than to use a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** Of today the hour, else the day. */
export function dayText(iso: string, language: string, now: Date): string {
  const at = new Date(iso)
  if (iso === '' || Number.isNaN(at.getTime())) return ''
  const isToday = at.toDateString() === now.toDateString()
  return isToday
    ? at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })
    : at.toLocaleDateString(language, { day: 'numeric', month: 'short' })
}
