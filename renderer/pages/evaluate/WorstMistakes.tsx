import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import { Button } from '../../design/Button'
import { Cut } from '../../design/Cut'
import { EmptyState } from '../../design/EmptyState'
import { chosenOf } from './CellPictures'
import type { ChosenPicture } from './chosenPicture'
import { pictureName } from './pictureName'
import { Thumbnail } from './Thumbnail'
import { type EvaluatedSplit, useJudged } from './useJudged'
import { usePictures } from './usePictures'

const mostShown = 8

/** The mistakes that cost most: mislabelled pictures stand among them. */
export const WorstMistakes = ({
  view,
  where,
  onChoose,
  onAll,
}: {
  view: EvaluationView
  where: EvaluatedSplit
  onChoose(picture: ChosenPicture): void
  onAll(): void
}) => {
  const { t } = useTranslation('evaluate')
  const { pictures = [], total } = useJudged(where, view.createdAt, 'worst', mostShown)
  const some = pictures.slice(0, mostShown)
  const shown = usePictures(
    where.project,
    where.run,
    where.split,
    some.map(({ index }) => index),
    'worst',
  )
  if (total === 0) return <EmptyState icon={Check} title={t('noMistakes')} why={t('noMistakesWhy')} />
  return (
    <section className="evaluate-worst" aria-labelledby="worst">
      <div className="row">
        <h2 id="worst">{t('worst')}</h2>
        <span className="caption grow cut">{t('truthOverPrediction')}</span>
        {total !== undefined && total > 0 && (
          <Button flat small onClick={onAll}>
            {t('allOf', { count: total })}
          </Button>
        )}
      </div>
      <ul className="worst-list">
        {some.map((picture) => {
          const own = shown.get(picture.index)
          const truth = view.classes[picture.label]
          const prediction = view.classes[picture.top[0]?.class ?? 0]
          return (
            <li key={picture.index}>
              <button
                type="button"
                aria-label={t('worstLabel', {
                  name: pictureName(t, picture.index, own?.name),
                  truth,
                  prediction,
                  loss: picture.loss?.toFixed(1) ?? '∞',
                })}
                onClick={() => onChoose(chosenOf(picture, where))}
              >
                <Thumbnail picture={own} />
                <span className="worst-loss">{picture.loss?.toFixed(1) ?? '∞'}</span>
                <Cut strong text={truth ?? ''} />
                <Cut text={prediction ?? ''} />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
