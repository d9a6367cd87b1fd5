import type { TFunction } from 'i18next'
import type { Verdict } from '../../../shared/model/edits'
import { problemText } from '../../words/problemText'
import { shapeText } from '../view/nodeTitle'

/** What a port says while a wire is pulled: what would come of it, or in four words why not. */
export function verdictText(t: TFunction<'editor'>, verdict: Verdict): string {
  if (verdict.fits) return verdict.shape ? t('becomes', { shape: shapeText(verdict.shape) }) : t('fits')
  if (verdict.reason === 'needs') return t('reason.needs', { shape: shapeText(verdict.shape) })
  if (verdict.reason === 'clash') return t('reason.clash', { message: problemText(verdict.problem).text })
  return t(`reason.${verdict.reason}`)
}
