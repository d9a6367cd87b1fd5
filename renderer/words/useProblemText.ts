import { useTranslation } from 'react-i18next'
import type { ProblemDetails } from '../../shared/problem'
import { type ProblemText, problemText } from './problemText'

/** What went wrong in the window's language; drawn again when that changes. */
export function useProblemText(): (problem: ProblemDetails) => ProblemText {
  const { i18n } = useTranslation()
  return (problem) => problemText(problem, i18n.language)
}
