import { useTranslation } from 'react-i18next'
import type { ProblemDetails } from '../../shared/problem'

/**
 * What went wrong in the window's language. The studio tells it in English, with names and figures: in another language a sentence for its code goes before, and the
 * studio's own follows as `details`.
 */
export function useProblemText(): (problem: ProblemDetails) => { readonly text: string; readonly details?: string } {
  const { t, i18n } = useTranslation('problems')
  return (problem) => {
    const place = `code.${problem.code}` as 'code.bug'
    if (i18n.language.startsWith('en') || !i18n.exists(`problems:${place}`)) return { text: problem.message }
    return { text: t(place), details: problem.message }
  }
}
