import { Camera, ChevronDown, CircleStop, Pause, Play, Plus, RotateCcw, Sprout, Square } from 'lucide-react'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { RunState, RunSummary } from '../../../shared/contract/studio/runs'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { Cut } from '../../design/Cut'
import { Icon } from '../../design/Icon'
import { Menu } from '../../design/Menu'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { useBeginWith } from '../../fineTuning/useBeginWith'
import { goTo } from '../../frame/place'
import { canStop, isSteered } from '../../runs/busyStates'
import type { KnownLive } from '../../runs/liveRun'
import { runName } from '../../runs/runName'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'
import { countText, durationText, percentText } from '../../words/figures'
import { workText } from '../../words/workText'

interface RunHeaderProps {
  readonly project: ProjectId
  readonly folder: string
  readonly runs: readonly RunSummary[]
  readonly live: KnownLive
  onNew(): void
}

const mostListed = 40

/** Which run it is, how it stands, and what can be done with it. */
export const RunHeader = ({ project, folder, runs, live, onNew }: RunHeaderProps) => {
  const { t, i18n } = useTranslation('train')
  const { t: words } = useTranslation('training')
  const beginWith = useBeginWith(folder)
  const studio = useStudio()
  const { summary, working, secondsLeft, imagesPerSecond } = live.now
  const { run, state, canResume, labels } = summary
  const startFrom = useCallback(() => beginWith(run), [beginWith, run])
  const act = useAction(
    useCallback(
      async (what: 'pause' | 'continue' | 'resume' | 'stop' | 'stopNow' | 'snapshot' | 'repeat') => {
        if (what === 'stopNow') await studio.runs.stop({ project, run, now: true })
        else if (what === 'repeat') {
          const next = await studio.runs.repeat({ project, run })
          goTo({ page: 'train', folder, run: next.run })
        } else await studio.runs[what]({ project, run })
      },
      [studio, project, folder, run],
    ),
  )
  const toggle = () => act.run(state === 'paused' ? 'continue' : state === 'training' ? 'pause' : 'resume')
  const group = t('group')
  const canToggle = isSteered(state) || canResume
  useCommands([
    {
      id: 'pause',
      label: state === 'paused' ? t('continue') : canResume ? t('resume') : t('pause'),
      icon: state === 'training' ? Pause : Play,
      keys: ['Space'],
      group,
      isEnabled: () => canToggle,
      run: toggle,
    },
    { id: 'stop', label: t('stop'), icon: Square, group, isEnabled: () => canStop(state), run: () => act.run('stop') },
    {
      id: 'train.stopNow',
      label: t('stopNow'),
      icon: CircleStop,
      group,
      isEnabled: () => canStop(state) || state === 'stopping',
      run: () => act.run('stopNow'),
    },
    {
      id: 'train.snapshot',
      label: t('snapshot'),
      icon: Camera,
      keys: ['Shift+S'],
      group,
      isEnabled: () => isSteered(state),
      run: () => act.run('snapshot'),
    },
    {
      id: 'train.startFrom',
      label: words('start.action'),
      icon: Sprout,
      group,
      isEnabled: () => summary.step > 0,
      run: () => beginWith(run),
    },
    {
      id: 'train.repeat',
      label: t('repeat'),
      icon: RotateCcw,
      group,
      isEnabled: () => !isSteered(state),
      run: () => act.run('repeat'),
    },
  ])
  const name = runName(summary, i18n.language)
  return (
    <header className="run-head">
      <RunPicker {...{ folder, runs, onNew, name }} onStartFrom={summary.step > 0 ? startFrom : undefined} />
      <StateChip state={state} />
      {labels.tags.slice(0, 2).map((tag) => (
        <Cut key={tag} className="chip" text={tag} />
      ))}
      {act.problem && <ProblemNotice problem={act.problem} />}
      <div className="run-now" role="status" aria-label={t('progress')}>
        <span className="cut" title={working ? workText(working.what) : t('progress')}>
          {working && state !== 'finished' ? (
            <span data-testid="work">{`${workText(working.what)}…`}</span>
          ) : (
            <>
              <b data-testid="epoch">
                {t('epochOf', {
                  epoch: Math.min(summary.epochs, summary.epoch + (isSteered(state) ? 1 : 0)),
                  epochs: countText(summary.epochs),
                })}
              </b>
              {' · '}
              {t('step')} <span data-testid="step">{countText(summary.step)}</span>
              {summary.totalSteps ? ` ${t('of', { total: countText(summary.totalSteps) })}` : ''}
              {imagesPerSecond !== null && (
                <>
                  {' · '}
                  <span data-testid="speed">{t('picturesASecond', { count: countText(imagesPerSecond) })}</span>
                </>
              )}
              {secondsLeft !== undefined && state === 'training' && (
                <>
                  {' · '}
                  <span data-testid="left">{t('left', { time: durationText(secondsLeft) })}</span>
                </>
              )}
            </>
          )}
        </span>
        {isSteered(state) && (
          <Progress label={t('progress')} value={summary.totalSteps ? summary.step / summary.totalSteps : undefined} />
        )}
      </div>
      <div className="run-actions">
        {isSteered(state) && (
          <Button icon={Camera} disabled={act.isBusy} onClick={() => act.run('snapshot')}>
            {t('snapshot')}
          </Button>
        )}
        {(canStop(state) || state === 'stopping') && (
          <span className="run-stop">
            <Button icon={Square} disabled={act.isBusy || state === 'stopping'} onClick={() => act.run('stop')}>
              {t('stop')}
            </Button>
            <Menu
              align="end"
              trigger={
                <button type="button" className="button run-stop-more" aria-label={t('stopMore')}>
                  <Icon of={ChevronDown} size={14} />
                </button>
              }
              items={[{ id: 'now', label: t('stopNow'), icon: CircleStop, run: () => act.run('stopNow') }]}
            />
          </span>
        )}
        {state === 'training' && (
          <Button main icon={Pause} disabled={act.isBusy} onClick={toggle}>
            {t('pause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button main icon={Play} disabled={act.isBusy} onClick={toggle}>
            {t('continue')}
          </Button>
        )}
        {canResume && (
          <Button main icon={Play} disabled={act.isBusy} onClick={toggle}>
            {t('resume')}
          </Button>
        )}
        {!isSteered(state) && !canStop(state) && (
          <Button icon={Plus} onClick={onNew}>
            {t('newRun')}
          </Button>
        )}
      </div>
    </header>
  )
}

interface RunPickerProps extends Pick<RunHeaderProps, 'folder' | 'runs' | 'onNew'> {
  readonly name: string
  readonly onStartFrom: (() => void) | undefined
}

/** Kept as it is while figures change: it lists many runs by name. */
const RunPicker = memo(({ folder, runs, onNew, name, onStartFrom }: RunPickerProps) => {
  const { t, i18n } = useTranslation('train')
  const { t: words } = useTranslation('training')
  return (
    <Menu
      trigger={
        <button type="button" className="run-picker" aria-label={t('choose', { run: name })}>
          <h1 id="run-name" className="cut" title={name} dir="auto">
            {name}
          </h1>
          <Icon of={ChevronDown} size={14} />
        </button>
      }
      items={[
        { id: 'new', label: t('newRun'), icon: Plus, run: onNew },
        {
          id: 'startFrom',
          label: words('start.action'),
          icon: Sprout,
          disabled: onStartFrom === undefined,
          run: () => onStartFrom?.(),
        },
        'line' as const,
        ...runs.slice(0, mostListed).map((other) => ({
          id: other.run,
          label: `${runName(other, i18n.language)} · ${t(`state.${other.state}`)} ${percentText((other.test ?? other.validation)?.top1)}`,
          run: () => goTo({ page: 'train', folder, run: other.run }),
        })),
      ]}
    />
  )
})
RunPicker.displayName = 'RunPicker'

const StateChip = ({ state }: { state: RunState }) => {
  const { t } = useTranslation('train')
  return (
    <span className={`chip state-${state}`} data-testid="state">
      {t(`state.${state}`)}
    </span>
  )
}
