import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { useProjectEdit, useProjectPart } from '../studio/useProject'
import { changedTraining } from '../training/changedTraining'
import { bytesText } from '../words/figures'
import { budgetOf, warnAt } from './budget'
import { handyBatch } from './inspectionRequest'
import { useInspection } from './useInspection'

/** What training takes at this batch against what there is; where that is too much, the batch that fits, as a button. */
export const MemoryCell = () => {
  const { t } = useTranslation('numbers')
  const edit = useProjectEdit()
  const batchSize = useProjectPart(({ training }) => training.batchSize)
  const { inspection, largestBatch, limitBytes } = useInspection()
  const needed = inspection?.batchSize === batchSize ? inspection.trainingMemory?.peakBytes : undefined
  const budget = budgetOf(needed, limitBytes)
  const fitting = largestBatch === null || largestBatch === undefined ? undefined : handyBatch(largestBatch)
  const offered = budget && budget.state !== 'fits' && fitting !== undefined && fitting > 0 && fitting < batchSize
  const take = (size: number) =>
    edit((now) => {
      const changed = changedTraining(now.training, 'batchSize', size)
      return 'training' in changed ? { ...now, training: changed.training } : now
    }, 'batch that fits')
  return (
    <div className="number-cell" data-state={budget?.state}>
      <p className="caption">{t('memory', { batch: batchSize })}</p>
      <b>
        {bytesText(needed)}
        {typeof limitBytes === 'number' && <small> {t('of', { limit: bytesText(limitBytes) })}</small>}
      </b>
      {budget && (
        // biome-ignore lint/a11y/useSemanticElements: a meter element can show no tick at its limit
        <div
          className="budget"
          role="meter"
          aria-label={t('budget')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * Math.min(1, budget.part))}
          aria-valuetext={t(`state.${budget.state}`)}
          title={t('budgetWhy')}
        >
          <i style={{ width: `${100 * Math.min(1, budget.part)}%` }} />
          <u style={{ left: `${100 * warnAt}%` }} />
        </div>
      )}
      {limitBytes === null && <p className="caption cut">{t('gpuUnknown')}</p>}
      {offered ? (
        <Button small onClick={() => take(fitting)}>
          {t('batchFits', { batch: fitting })}
        </Button>
      ) : (
        budget?.state === 'over' && fitting === 0 && <p className="caption cut">{t('nothingFits')}</p>
      )}
    </div>
  )
}
