import { useTranslation } from 'react-i18next'
import { PanelSection } from '../design/Panel'
import { TextField } from '../design/TextField'
import { useNetwork } from '../editor/state/NetworkProvider'
import { FineTuningSettings } from '../fineTuning/FineTuningSettings'
import { withTuning } from '../fineTuning/withTuning'
import { useProject } from '../studio/useProject'
import { PreprocessingSettings } from '../training/PreprocessingSettings'
import { TrainingSettings } from '../training/TrainingSettings'
import { ZooButton } from '../zoo/ZooButton'

/** Nothing is chosen: the network as a whole, and how it is trained. */
export const NetworkInspector = () => {
  const { t } = useTranslation('inspector')
  const { project, edit } = useProject()
  const { network, inference } = useNetwork()
  const shapeOf = (id: string | undefined) => (id === undefined ? undefined : inference.layers.get(id)?.shape)
  const [input, output] = [shapeOf(inference.input), shapeOf(inference.output)]
  const { name: networkName = '' } = network
  return (
    <>
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
      <PanelSection title={t('training')}>
        <TrainingSettings
          training={project.training}
          onChange={(training) => edit((now) => ({ ...now, training }), 'training')}
        />
      </PanelSection>
      <PanelSection title={t('fineTuning')}>
        <FineTuningSettings
          network={network}
          fineTuning={project.training.fineTuning}
          epochs={project.training.epochs}
          onChange={(fineTuning) => edit((now) => withTuning(now, fineTuning), 'fine-tuning')}
        />
      </PanelSection>
      <PanelSection title={t('preprocessing')}>
        <PreprocessingSettings
          preprocessing={project.preprocessing}
          onChange={(preprocessing) => edit((now) => ({ ...now, preprocessing }), 'preprocessing')}
        />
      </PanelSection>
    </>
  )
}
