import i18next from 'i18next'
import type { Finding } from '../../../../shared/records/scanReport'

/** Kinds that the window has words for; of others the report's own sentence is shown. */
const known = [
  'one-class',
  'class-imbalance',
  'unusable',
  'duplicates-across-splits',
  'duplicates-with-different-labels',
  'duplicates',
  'near-duplicates-across-splits',
  'near-duplicates-with-different-labels',
  'near-duplicates',
  'near-search-cut-short',
  'nearly-black',
  'nearly-uniform',
  'blurred',
  'grey-among-colour',
] as const
type Known = (typeof known)[number]

const isKnown = (kind: string): kind is Known => (known as readonly string[]).includes(kind)

/** A finding in the language of the window: what it is, and why it matters. */
export function findingWords({ kind, message, count }: Finding, language: string): { title: string; why: string } {
  const t = i18next.getFixedT(language, 'data')
  if (!isKnown(kind)) return { title: message, why: t('findingWords.other') }
  return { title: t(`findingWords.${kind}.title`, { count }), why: t(`findingWords.${kind}.why`) }
}
