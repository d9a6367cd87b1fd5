import { Camera, Clock, GitBranch, Medal } from 'lucide-react'
import { memo, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { EpochPoint, KeptCheckpoint } from '../../../shared/contract/studio/runs'
import type { Job } from '../../../shared/records/job'
import { AlertDialog } from '../../design/AlertDialog'
import { Button } from '../../design/Button'
import { Icon, type LucideIcon } from '../../design/Icon'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'
import { countText, lossText, percentText } from '../../words/figures'
import { useBranch } from './useBranch'

interface CheckpointShelfProps {
  readonly project: ProjectId
  readonly folder: string
  readonly run: string
  readonly kept: readonly KeptCheckpoint[]
  readonly job: Job | undefined
  readonly epochs: readonly EpochPoint[]
  /** Its process trains or is paused. */
  readonly isBusy: boolean
}

type Title = 'bestLoss' | 'bestAccuracy' | 'snapshot' | 'newest'

/** The weights that are worth keeping: each can be tested, and gone on from. */
export const CheckpointShelf = memo(({ project, folder, run, kept, job, epochs, isBusy }: CheckpointShelfProps) => {
  const { t } = useTranslation('train')
  const watched = job?.project.training.keepBest.metric ?? 'validation.loss'
  const cards = kept.flatMap((checkpoint) => {
    const title = titleOf(checkpoint, watched)
    return title ? [{ checkpoint, title }] : []
  })
  const order: readonly Title[] = ['bestAccuracy', 'bestLoss', 'snapshot', 'newest']
  const sorted = cards
    .filter(({ title, checkpoint }) => title !== 'newest' || checkpoint === newestOf(kept))
    .sort((a, b) => order.indexOf(a.title) - order.indexOf(b.title) || b.checkpoint.step - a.checkpoint.step)
  return (
    <section className="shelf" aria-labelledby="shelf-name">
      <div className="part-head">
        <h2 id="shelf-name">{t('checkpoints')}</h2>
        <span className="part-aside">{t('keptCount', { count: kept.length })}</span>
      </div>
      {sorted.length === 0 ? (
        <p className="part-empty">{t('noCheckpoints')}</p>
      ) : (
        <ul className="shelf-cards">
          {sorted.map(({ checkpoint, title }) => (
            <CheckpointCard
              // Of the best and the newest there is one: its card stays when another checkpoint takes its place.
              key={title === 'snapshot' ? `${title} ${checkpoint.step}` : checkpoint.kind}
              {...{ project, folder, run, checkpoint, title, isBusy }}
              epoch={epochs.find(({ step }) => step === checkpoint.step)}
            />
          ))}
        </ul>
      )}
    </section>
  )
})
CheckpointShelf.displayName = 'CheckpointShelf'

const signs: { readonly [T in Title]: LucideIcon } = {
  bestAccuracy: Medal,
  bestLoss: Medal,
  snapshot: Camera,
  newest: Clock,
}

function titleOf({ kind }: KeptCheckpoint, watched: string): Title | undefined {
  if (kind === 'best') return watched.endsWith('.loss') ? 'bestLoss' : 'bestAccuracy'
  if (kind === 'best-loss') return 'bestLoss'
  if (kind === 'best-accuracy') return 'bestAccuracy'
  if (kind === 'snapshot' || kind === 'newest') return kind
  return undefined
}

const newestOf = (kept: readonly KeptCheckpoint[]) => kept.find(({ kind }) => kind === 'newest')

interface CardProps extends Pick<CheckpointShelfProps, 'project' | 'folder' | 'run' | 'isBusy'> {
  readonly checkpoint: KeptCheckpoint
  readonly title: Title
  readonly epoch: EpochPoint | undefined
}

const CheckpointCard = ({ project, folder, run, checkpoint, title, epoch, isBusy }: CardProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const { kind, step, epoch: at } = checkpoint
  const [tested, setTested] = useState<{ step: number; epoch: number; top1: number | undefined; split: string }>()
  const test = useAction(
    useCallback(async () => {
      const report = await studio.runs.evaluate({ project, run, checkpoint: { kind, step } })
      setTested({ step, epoch: at, top1: report.top1, split: report.data.split })
    }, [studio, project, run, kind, step, at]),
  )
  const branch = useBranch({ project, folder, run, isBusy })
  const [isAsking, setAsking] = useState(false)
  const figures = epoch?.validation ?? epoch?.train
  const result = tested && {
    split: t(`split.${tested.split}` as 'split.test'),
    top1: percentText(tested.top1),
    epoch: countText(tested.epoch),
  }
  const told = result
    ? t(tested.step === step ? 'tested' : 'testedEarlier', result)
    : t('atEpoch', { epoch: countText(at) })
  return (
    <li className="medal">
      <div className="medal-head">
        <Icon of={signs[title]} size={14} />
        <span className="cut" title={t(`shelf.${title}`)}>
          {t(`shelf.${title}`)}
        </span>
      </div>
      <b>
        {figures
          ? title === 'bestLoss'
            ? lossText(figures.loss)
            : percentText(figures.top1)
          : t('stepNumber', { step: countText(step) })}
      </b>
      <span className="caption cut" title={told}>
        {told}
      </span>
      <div className="medal-ways">
        <Button small flat disabled={test.isBusy} onClick={() => test.run()}>
          {test.isBusy ? t('testing') : t('test')}
        </Button>
        <Button
          small
          flat
          icon={GitBranch}
          disabled={branch.isBusy}
          onClick={() => (isBusy ? setAsking(true) : branch.run(checkpoint))}
        >
          {t('branch')}
        </Button>
      </div>
      {(test.problem ?? branch.problem) && (
        <ProblemNotice problem={(test.problem ?? branch.problem) as NonNullable<typeof test.problem>} />
      )}
      <AlertDialog
        isOpen={isAsking}
        title={t('branchTitle', { step: countText(step) })}
        about={t('branchAbout')}
        action={t('branchAction')}
        onAction={() => branch.run(checkpoint)}
        onClose={() => setAsking(false)}
      />
    </li>
  )
}
