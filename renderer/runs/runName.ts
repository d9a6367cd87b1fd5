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
  return at.toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  })
}

/** Of today the hour, else the day. */
export function dayText(iso: string, language: string, now: Date): string {
  const at = new Date(iso)
  if (iso === '' || Number.isNaN(at.getTime())) return ''
  const isToday = at.toDateString() === now.toDateString()
  return isToday
    ? at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })
    : at.toLocaleDateString(language, { day: 'numeric', month: 'short' })
}
