import { useTranslation } from 'react-i18next'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import { NumberField } from '../../design/NumberField'

/** What most people set before a run. */
export const QuickSettings = ({
  training,
  onChange,
}: {
  training: TrainingConfiguration
  onChange(training: TrainingConfiguration): void
}) => {
  const { t } = useTranslation('train')
  return (
    <div className="start-fields">
      <NumberField
        inRow
        isWhole
        label={t('epochs')}
        value={training.epochs}
        min={1}
        onChange={(epochs) => epochs !== undefined && onChange({ ...training, epochs })}
      />
      <NumberField
        inRow
        isWhole
        label={t('batchSize')}
        value={training.batchSize}
        min={1}
        onChange={(batchSize) => batchSize !== undefined && onChange({ ...training, batchSize })}
      />
      <NumberField
        inRow
        isLog
        label={t('learningRate')}
        value={training.learningRate}
        min={1e-9}
        onChange={(learningRate) => learningRate !== undefined && onChange({ ...training, learningRate })}
      />
    </div>
  )
}
