import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelSection } from '../design/Panel'
import { TextField } from '../design/TextField'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { FineTuningSettings } from '../fineTuning/FineTuningSettings'
import { withTuning } from '../fineTuning/withTuning'
import { useProjectEdit, useProjectPart } from '../studio/useProject'
import { PreprocessingSettings } from '../training/PreprocessingSettings'
import { TrainingSettings } from '../training/TrainingSettings'
import { ZooButton } from '../zoo/ZooButton'

/** Nothing is chosen: the network as a whole, and how it is trained. Each part is drawn anew only when what it shows is another. */
export const NetworkInspector = memo(() => (
  <>
    <NetworkPart />
    <TrainingPart />
    <FineTuningPart />
    <PreprocessingPart />
  </>
))
NetworkInspector.displayName = 'NetworkInspector'

const NetworkPart = () => {
  const { t } = useTranslation('inspector')
  const edit = useProjectEdit()
  const { network, inference } = useLaterNetwork()
  const shapeOf = (id: string | undefined) => (id === undefined ? undefined : inference.layers.get(id)?.shape)
  const [input, output] = [shapeOf(inference.input), shapeOf(inference.output)]
  const { name: networkName = '' } = network
  return (
    <PanelSection title={t('network')} aside={t('layersCount', { count: inference.order.length })}>
      <div className="network-name">
        <TextField
          label={t('name')}
          inRow
          value={networkName}
          onCommit={(name) =>
            edit((now) => {
              const { name: _, ...rest } = now.network
              return { ...now, network: name.trim() === '' ? rest : { ...rest, name: name.trim().slice(0, 200) } }
            }, 'name of the network')
          }
        />
      </div>
      <dl className="stats">
        <div>
          <dd>{input?.join('×') ?? '–'}</dd>
          <dt>{t('inputShape')}</dt>
        </div>
        <div>
          <dd>{output?.join('×') ?? '–'}</dd>
          <dt>{t('outputShape')}</dt>
        </div>
      </dl>
      <ZooButton />
    </PanelSection>
  )
}

const TrainingPart = () => {
  const { t } = useTranslation('inspector')
  const edit = useProjectEdit()
  const training = useProjectPart((project) => project.training)
  return (
    <PanelSection title={t('training')}>
      <TrainingSettings
        training={training}
        onChange={(next) => edit((now) => ({ ...now, training: next }), 'training')}
      />
    </PanelSection>
  )
}

const FineTuningPart = () => {
  const { t } = useTranslation('inspector')
  const edit = useProjectEdit()
  const { network } = useLaterNetwork()
  const { fineTuning, epochs } = useProjectPart((project) => project.training)
  return (
    <PanelSection title={t('fineTuning')}>
      <FineTuningSettings
        network={network}
        fineTuning={fineTuning}
        epochs={epochs}
        onChange={(next) => edit((now) => withTuning(now, next), 'fine-tuning')}
      />
    </PanelSection>
  )
}

const PreprocessingPart = () => {
  const { t } = useTranslation('inspector')
  const edit = useProjectEdit()
  const preprocessing = useProjectPart((project) => project.preprocessing)
  return (
    <PanelSection title={t('preprocessing')}>
      <PreprocessingSettings
        preprocessing={preprocessing}
        onChange={(next) => edit((now) => ({ ...now, preprocessing: next }), 'preprocessing')}
      />
    </PanelSection>
  )
}
