import { useTranslation } from 'react-i18next'
import { repeatBlock } from '../../shared/model/edits'
import { mostRepeats } from '../../shared/model/layerSpec'
import { NumberField } from '../design/NumberField'
import type { ChosenLayer } from './editedLayer'
import { useLayerEdits } from './useLayerEdits'

/** How often a block stands in a row. */
export const RepeatField = ({ selected: { key, layer, scope } }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const edits = useLayerEdits()
  const isWorkedOut = layer.repeat !== undefined && typeof layer.repeat !== 'number'
  return (
    <NumberField
      label={t('repeat')}
      inRow
      value={typeof layer.repeat === 'number' ? layer.repeat : 1}
      min={1}
      max={mostRepeats}
      isWhole
      disabled={isWorkedOut}
      {...(isWorkedOut && { hint: JSON.stringify(layer.repeat) })}
      onChange={(times) =>
        times !== undefined && edits.change((network) => repeatBlock(network, layer.id, times, scope), `repeat ${key}`)
      }
    />
  )
}
