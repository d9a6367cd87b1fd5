import { CircleAlert, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Finding, findings } from '../../../shared/coach/coach'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { LayersItem } from '../../../shared/contract/studio/runs'
import type { RunEvent } from '../../../shared/records/events'
import type { Job } from '../../../shared/records/job'
import { Button } from '../../design/Button'
import { Icon } from '../../design/Icon'
import { IconButton } from '../../design/IconButton'
import { Popover } from '../../design/Popover'
import { ProblemNotice } from '../../design/ProblemNotice'
import { isSteered } from '../../runs/busyStates'
import type { KnownLive } from '../../runs/liveRun'
import { shortNumber } from '../../runs/runMarks'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'

interface CoachLineProps {
  readonly project: ProjectId
  readonly live: KnownLive
  readonly job: Job | undefined
  readonly layers: LayersItem | undefined
  readonly events: readonly RunEvent[]
  onLayer(layer: string): void
}

/** One finding at a time, with its evidence and a way out; nothing where there is nothing to say. A finding that was closed stays closed for its run. */
export const CoachLine = ({ project, live, job, layers, events, onLayer }: CoachLineProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const [closed, setClosed] = useState<readonly string[]>([])
  const { summary, learningRate } = live.now
  const { run } = summary
  const isBroken = summary.state === 'failed' && events.some(({ event }) => event === 'failed')
  const found = useMemo(
    () =>
      findings({
        points: live.points,
        epochs: live.epochs,
        classes: job?.data.classes.length ?? 10,
        learningRate: learningRate?.value,
        layers: layers?.layers ?? [],
        look: layers?.looks.at(-1),
        isBroken,
      }),
    [live.points, live.epochs, job, learningRate?.value, layers, isBroken],
  )
  const act = useAction(
    useCallback(
      async (remedy: NonNullable<Finding['remedy']>) => {
        if (remedy.kind === 'stop') await studio.runs.stop({ project, run })
        else await studio.runs.learningRate({ project, run, learningRate: remedy.value })
      },
      [studio, project, run],
    ),
  )
  const finding = found.find(({ id }) => !closed.includes(id))
  if (!finding) return null
  const { id, values, remedy, layer } = finding
  return (
    <div className="coach" role="status" data-testid="coach">
      <Icon of={CircleAlert} />
      <span className="cut" title={t(`coach.${id}Evidence`, values)}>
        <strong>{t(`coach.${id}`, values)}</strong> {t(`coach.${id}Evidence`, values)}
      </span>
      <span className="grow" />
      {act.problem && <ProblemNotice problem={act.problem} />}
      {remedy && isSteered(summary.state) && (
        <Button small disabled={act.isBusy} onClick={() => act.run(remedy)}>
          {remedy.kind === 'stop' ? t('coach.stop') : t('coach.rate', { value: shortNumber(remedy.value) })}
        </Button>
      )}
      {layer !== undefined && (
        <Button small flat onClick={() => onLayer(layer)}>
          {t('coach.show')}
        </Button>
      )}
      <Popover
        label={t('coach.why')}
        align="end"
        trigger={
          <button type="button" className="button flat small">
            {t('coach.why')}
          </button>
        }
      >
        <p className="coach-why">{t(`coach.${id}Why`, values)}</p>
      </Popover>
      <IconButton small icon={X} label={t('coach.close')} onClick={() => setClosed([...closed, id])} />
    </div>
  )
}
