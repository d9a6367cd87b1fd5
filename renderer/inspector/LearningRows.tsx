import { useTranslation } from 'react-i18next'
import { layersAt } from '../../shared/training/fineTuning/layersAt'
import { layerRateOf } from '../../shared/training/fineTuning/setLayerRate'
import { Checkbox } from '../design/Checkbox'
import { NumberField } from '../design/NumberField'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import type { ChosenLayer } from './editedLayer'
import { useLayerEdits } from './useLayerEdits'

/** Whether chosen layers learn, and how fast: by whomever it was said, here it is changed. Nothing where they have no weights. */
export const LearningRows = ({ selected }: { selected: readonly ChosenLayer[] }) => {
  const { t } = useTranslation('inspector')
  const edits = useLayerEdits()
  const { inference, frozen, fineTuning } = useLaterNetwork()
  const layers = selected
    .flatMap(({ key }) => layersAt(inference, key))
    .flatMap((id) => inference.layers.get(id) ?? [])
    .filter(({ weights }) => weights.length > 0)
  if (layers.length === 0) return null
  const still = layers.filter(({ spec }) => frozen.has(spec.id))
  const rates = new Set(selected.map(({ key }) => layerRateOf(inference, fineTuning, key)))
  const [rate = 1] = rates
  const isMixed = rates.size > 1 || rate === 'mixed'
  return (
    <>
      <div className="train-row">
        <span className="form-label">{t('train')}</span>
        <Checkbox
          label={t('mayChange')}
          checked={still.length === 0}
          isPartly={still.length > 0 && still.length < layers.length}
          onChange={(checked) => edits.freeze(selected, !checked)}
        />
      </div>
      {still.length < layers.length && (
        <NumberField
          inRow
          label={t('rateFactor')}
          value={isMixed || rate === 1 ? undefined : rate}
          ghost={isMixed ? { value: t('several') } : { value: '1', why: t('asSchedule') }}
          min={0}
          max={1000}
          isLog
          onChange={(factor) => edits.rate(selected, factor)}
        />
      )}
      {still.some(({ spec }) => spec.type === 'batch-norm') && <p className="caption">{t('frozenNorm')}</p>}
    </>
  )
}
