import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelSection } from '../design/Panel'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { SettingsForm } from '../form/SettingsForm'
import { countText, macsText } from '../words/figures'
import { commonFields, commonValues } from './commonFields'
import { costOf } from './costOf'
import { type ChosenLayer, settingsOf } from './editedLayer'
import { LearningRows } from './LearningRows'
import { useLayerEdits } from './useLayerEdits'
import { useLayerWords } from './useLayerWords'

/** Several layers at once: the settings that all have, and what they cost together. */
export const SeveralInspector = memo(({ selected }: { selected: readonly ChosenLayer[] }) => {
  const { t } = useTranslation('inspector')
  const words = useLayerWords()
  const edits = useLayerEdits()
  const { network, inference } = useLaterNetwork()
  const layers = selected.map((chosen) => ({ fields: settingsOf(chosen, network), config: chosen.layer.config }))
  const fields = commonFields(layers)
  const costs = selected.map((chosen) => costOf(inference, chosen))
  const sum = (of: (cost: (typeof costs)[number]) => number) => costs.reduce((total, cost) => total + of(cost), 0)
  return (
    <>
      <header className="layer-head">
        <div className="grow">
          <h2 className="layer-count">{t('layersChosen', { count: selected.length })}</h2>
          <p className="caption cut">{selected.map(({ layer }) => layer.id).join(', ')}</p>
        </div>
      </header>
      <PanelSection title={t('common')}>
        {fields.length === 0 && <p className="caption">{t('nothingCommon')}</p>}
        <SettingsForm
          fields={fields}
          values={commonValues(fields, layers)}
          words={words.form}
          onChange={(name, value) => edits.set(selected, name, value)}
        />
        <LearningRows selected={selected} />
      </PanelSection>
      <PanelSection title={t('together')}>
        <dl className="stats">
          <div>
            <dd>{countText(sum(({ parameters }) => parameters))}</dd>
            <dt>{t('parameters')}</dt>
          </div>
          <div>
            <dd>{macsText(sum(({ macs }) => macs))}</dd>
            <dt>{t('macs')}</dt>
          </div>
        </dl>
      </PanelSection>
    </>
  )
})
SeveralInspector.displayName = 'SeveralInspector'
