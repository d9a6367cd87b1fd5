import i18next from 'i18next'
import { type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Offer } from '../../../shared/model/edits'
import { offerTitle } from '../view/nodeTitle'
import { lit } from './lit'

type Named = Pick<Offer, 'type' | 'block' | 'config'>

/**
 * An offer's title with the letters lit that were typed. One that has them in its English name alone, which readers of papers know, has that behind it.
 * `undefined` if neither has them.
 */
export function useLitOffer(): (offer: Named, typed: string) => ReactNode | undefined {
  const { t } = useTranslation(['editor', 'layers'])
  return useCallback(
    (offer, typed) => {
      const title = offerTitle(t, offer)
      const letters = lit(title, typed)
      if (letters !== undefined) return letters
      const english = lit(offerTitle(i18next.getFixedT('en', ['editor', 'layers']) as typeof t, offer), typed)
      return (
        english && (
          <>
            {title}{' '}
            <span className="dim" lang="en">
              {english}
            </span>
          </>
        )
      )
    },
    [t],
  )
}
