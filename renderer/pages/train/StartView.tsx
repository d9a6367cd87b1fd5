import { Play } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Estimate } from '../../../shared/contract/studio/estimates'
import { addressOf } from '../../../shared/contract/windowPlace'
import { inferNetwork } from '../../../shared/model/infer'
import type { SettingValues } from '../../../shared/records/settings'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { PanelSection } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Select } from '../../design/Select'
import { Switch } from '../../design/Switch'
import { TextField } from '../../design/TextField'
import { FineTuningSettings } from '../../fineTuning/FineTuningSettings'
import { StartFromSettings } from '../../fineTuning/StartFromSettings'
import { withTuning } from '../../fineTuning/withTuning'
import { useAction } from '../../studio/useAction'
import { useAnswer } from '../../studio/useAnswer'
import { useProject, useProjectStore } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { TrainingSettings } from '../../training/TrainingSettings'
import { countText, durationText, epochTimeText } from '../../words/figures'
import { DryRun } from './DryRun'
import { ScheduleCurve } from './ScheduleCurve'

/** Of a run of which nothing is known yet: what a schedule looks like does not hang on it, only where steps are named. */
const guessedStepsPerEpoch = 100

/** A run before it begins: its settings, its device, its schedule drawn, what it will cost. */
export const StartView = ({
  onBegun,
  onCancel,
}: {
  onBegun(run: string): void
  onCancel: (() => void) | undefined
}) => {
  const { t } = useTranslation('train')
  const { t: words } = useTranslation('training')
  const studio = useStudio()
  const { id, folder, project, edit } = useProject()
  const store = useProjectStore()
  const [device, setDevice] = useState('auto')
  const [outlive, setOutlive] = useState(false)
  const [name, setName] = useState('')
  const [estimate, setEstimate] = useState<Estimate>()
  const { answer: engine } = useAnswer(useCallback(() => studio.engine.state({}), [studio]))
  const { training, network } = project
  const problems = useMemo(() => inferNetwork(network).problems, [network])
  const start = useAction(
    useCallback(async () => {
      // What was just typed may be on its way still; the run has the settings that lie on the disk.
      await store?.flush()
      const { run } = await studio.runs.start({
        project: id,
        device: deviceOf(device),
        outlive,
        labels: name.trim() ? { name: name.trim() } : {},
      })
      onBegun(run)
    }, [studio, store, id, device, outlive, name, onBegun]),
  )
  const canStart = problems.length === 0 && !start.isBusy
  useCommands([
    {
      id: 'train',
      label: t('start'),
      icon: Play,
      keys: ['Mod+Enter'],
      everywhere: 'fields',
      group: t('group'),
      isEnabled: () => canStart,
      run: () => start.run(),
    },
  ])
  const perEpoch = estimate?.stepsPerEpoch ?? guessedStepsPerEpoch
  const totalSteps = Math.max(1, Math.round(training.epochs * perEpoch))
  return (
    <section className="start-view" aria-labelledby="start-name">
      <header className="run-head">
        <h1 id="start-name">{t('newRun')}</h1>
        <span className="dim cut grow">
          {estimate
            ? t('willTake', {
                time: durationText(estimate.seconds.start + training.epochs * estimate.seconds.epoch),
                epoch: epochTimeText(estimate.seconds.epoch),
                count: training.epochs,
              })
            : t('startWhy')}
        </span>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
        <Button main icon={Play} disabled={!canStart} onClick={() => start.run()}>
          {t('start')}
        </Button>
      </header>
      <div className="start-body">
        {start.problem && <ProblemNotice problem={start.problem} />}
        {problems[0] && (
          <ProblemNotice problem={problems[0]}>
            <a className="button small" href={addressOf({ page: 'model', folder, run: undefined })}>
              {t('toModel', { count: problems.length })}
            </a>
          </ProblemNotice>
        )}
        <div className="start-columns">
          <div className="start-settings">
            <PanelSection title={t('settings')}>
              <TrainingSettings
                training={training}
                onChange={(next) => edit((before) => ({ ...before, training: next }), t('settings'))}
              />
            </PanelSection>
            <PanelSection title={t('fineTuning')}>
              <FineTuningSettings
                network={network}
                fineTuning={training.fineTuning}
                epochs={training.epochs}
                onChange={(next) => edit((before) => withTuning(before, next), t('fineTuning'))}
              />
            </PanelSection>
          </div>
          <div className="start-side">
            <PanelSection title={words('start.title')}>
              <StartFromSettings />
            </PanelSection>
            <PanelSection title={t('schedule')} aside={t('schedulePreview')}>
              <ScheduleCurve
                training={training}
                totalSteps={totalSteps}
                stepsPerEpoch={perEpoch}
                onChange={({ schedule, learningRate }) =>
                  edit(
                    (before) => ({ ...before, training: { ...before.training, schedule, learningRate } }),
                    t('schedule'),
                  )
                }
              />
              <p className="caption">{t('scheduleHandles')}</p>
            </PanelSection>
            <PanelSection title={t('thisRun')}>
              <div className="start-fields">
                <TextField label={t('name')} value={name} placeholder={t('namePlaceholder')} onChange={setName} />
                <Select
                  label={t('device')}
                  value={device}
                  choices={[
                    { value: 'auto', label: t('deviceAuto'), aside: engine?.cuda ? 'GPU' : 'CPU' },
                    { value: 'cpu', label: 'CPU' },
                    {
                      value: '0',
                      label: 'GPU 0',
                      disabled: !engine?.hasNvidiaDriver,
                      ...(!engine?.hasNvidiaDriver && { aside: t('noGpu') }),
                    },
                  ]}
                  onChange={setDevice}
                />
                <Switch label={t('outlive')} checked={outlive} onChange={setOutlive} />
              </div>
            </PanelSection>
            <PanelSection
              title={t('cost')}
              aside={estimate && t('imagesEach', { count: countText(estimate.images.train) })}
            >
              <DryRun project={id} training={training} canMeasure={problems.length === 0} onKnown={setEstimate} />
            </PanelSection>
          </div>
        </div>
      </div>
    </section>
  )
}

const deviceOf = (choice: string): SettingValues['device'] =>
  choice === 'auto' || choice === 'cpu' ? choice : { gpu: Number(choice) }
