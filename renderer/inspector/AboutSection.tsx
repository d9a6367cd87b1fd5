import { useTranslation } from 'react-i18next'
import { layerDefinition } from '../../shared/layers'
import { blockType } from '../../shared/model/layerSpec'
import { PanelSection } from '../design/Panel'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import type { ChosenLayer } from './editedLayer'
import { Formula } from './Formula'
import { useLayerWords } from './useLayerWords'

/** What a layer does: formula, explanation with its own numbers, and whose rule it follows. Of a block its title. */
export const AboutSection = ({ selected: { key, layer } }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const words = useLayerWords()
  const { network, inference } = useLaterNetwork()
  if (layer.type === blockType) {
    const title = layer.block === undefined ? undefined : words.block(layer.block, network.blocks?.[layer.block]?.title)
    return title ? (
      <PanelSection title={t('whatItDoes')}>
        <p className="about">{title}</p>
      </PanelSection>
    ) : null
  }
  const definition = layerDefinition(layer.type)
  if (!definition) return null
  const config = inference.layers.get(key)?.config
  return (
    <PanelSection title={t('whatItDoes')}>
      {config && <Formula markup={definition.formula(config)} />}
      <p className="about">{words.about(layer.type, (config ?? layer.config) as Record<string, unknown>)}</p>
      <p className="about">{words.convention(layer.type)}</p>
    </PanelSection>
  )
}
