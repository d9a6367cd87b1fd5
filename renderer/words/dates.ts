/** A day as people say it: today, yesterday, 21 Nov. `language` as i18next has it. */
export function dayText(iso: string, language: string, now = new Date()): string {
  const day = new Date(iso)
  if (Number.isNaN(day.getTime())) return ''
  const days = Math.round((midnight(now) - midnight(day)) / 86_400_000)
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
  const isThisYear = day.getFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(day)
}

const midnight = (day: Date): number => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
