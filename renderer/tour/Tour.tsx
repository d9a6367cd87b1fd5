import { X } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudioClient } from '../../shared/contract/studio'
import type { RunSummary } from '../../shared/contract/studio/runs'
import type { ProjectPage } from '../../shared/contract/windowPlace'
import { Button } from '../design/Button'
import { IconButton } from '../design/IconButton'
import { ProblemNotice } from '../design/ProblemNotice'
import { Progress } from '../design/Progress'
import { goTo, usePlace } from '../frame/place'
import { useAction } from '../studio/useAction'
import { useAnswer } from '../studio/useAnswer'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'
import { percentText } from '../words/figures'
import { endTour, type TourState, tourAt, useTour } from './tourState'
import './tour.css'

/** The pages of the tour, in its order; the third step trains. */
const steps = ['data', 'model', 'train', 'evaluate', 'export'] as const satisfies readonly ProjectPage[]

/** Enough for 98 of 100 digits, and short enough to watch. */
const epochs = 8

/** The first-run tour: a project of its own, page by page, with a run that is really trained. Nothing has to be chosen, and everything may be left at any time. */
export const Tour = () => {
  const tour = useTour()
  if (!tour) return null
  return tour.folder === undefined ? <Beginning /> : <Step tour={tour} folder={tour.folder} />
}

/** Makes the project. */
const Beginning = () => {
  const { t } = useTranslation('tour')
  const studio = useStudio()
  const stop = useRef<AbortController>(undefined)
  const begin = useAction(
    useCallback(async () => {
      const controller = new AbortController()
      stop.current = controller
      const folder = await makeProject(studio, controller.signal)
      tourAt(folder, 0)
      goTo({ page: 'data', folder, run: undefined })
    }, [studio]),
  )
  const { run } = begin
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    run()
  }, [run])
  const leave = () => {
    stop.current?.abort()
    endTour()
  }
  return (
    <Coach title={t('making')} onLeave={leave}>
      {begin.problem ? (
        <ProblemNotice problem={begin.problem}>
          <Button small onClick={() => begin.run()}>
            {t('again')}
          </Button>
        </ProblemNotice>
      ) : (
        <>
          <p>{t('makingAbout')}</p>
          <Progress label={t('making')} value={undefined} />
        </>
      )}
    </Coach>
  )
}

async function makeProject(studio: StudioClient, signal: AbortSignal): Promise<string> {
  const { folder } = await studio.folders.suggest({ name: 'digits' })
  const made = await studio.projects.create({ folder, network: 'deep-digits', data: 'sample:digits' }, { signal })
  const project = { ...made.project, training: { ...made.project.training, epochs } }
  await studio.projects.save({ id: made.id, revision: made.revision, project })
  return made.folder
}

const Step = ({ tour, folder }: { tour: TourState; folder: string }) => {
  const { t } = useTranslation('tour')
  const studio = useStudio()
  const place = usePlace()
  const opened = useAnswer(useCallback(() => studio.projects.open({ folder }), [studio, folder]))
  const project = opened.answer?.id
  const runs = useStream<readonly RunSummary[]>(
    useCallback(() => (project === undefined ? nothing : studio.runs.watchList({ project })), [studio, project]),
    newest,
  )
  const run = [...(runs.state ?? [])].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1)
  const start = useAction(
    useCallback(async () => {
      if (project === undefined) return
      const begun = await studio.runs.start({ project })
      goTo({ page: 'train', folder, run: begun.run })
    }, [studio, project, folder]),
  )
  const page = steps[tour.step] ?? 'export'
  const to = (step: number) => {
    const next = steps[step]
    if (!next) return endTour()
    tourAt(folder, step)
    goTo({ page: next, folder, run: step > 1 ? run?.run : undefined })
  }
  const isHere = place.page === page && place.folder === folder
  const isDone = run?.state === 'finished'
  const isUnderWay = run !== undefined && !isDone && run.state !== 'failed'
  const accuracy = percentText((run?.test ?? run?.validation)?.top1)
  const canGoOn = page !== 'train' || isDone
  return (
    <Coach
      title={t(`${page}.title`)}
      count={t('count', { step: tour.step + 1, steps: steps.length })}
      onLeave={endTour}
    >
      <p>{page === 'evaluate' ? t('evaluate.text', { accuracy }) : t(`${page}.text`)}</p>
      {start.problem && <ProblemNotice problem={start.problem} />}
      {page === 'train' && run?.state === 'failed' && run.problem && <ProblemNotice problem={run.problem} />}
      {page === 'train' && isUnderWay && (
        <>
          <p className="caption" role="status">
            {t('epoch', { epoch: run.epoch, epochs: run.epochs, accuracy: percentText(run.validation?.top1) })}
          </p>
          <Progress label={t('train.title')} value={run.totalSteps ? run.step / run.totalSteps : undefined} />
        </>
      )}
      {page === 'train' && isDone && <p>{t('trained', { accuracy })}</p>}
      <div className="row tour-ways">
        {tour.step > 0 && (
          <Button small flat onClick={() => to(tour.step - 1)}>
            {t('back')}
          </Button>
        )}
        <span className="grow" />
        {!isHere && (
          <Button small onClick={() => to(tour.step)}>
            {t('show')}
          </Button>
        )}
        {page === 'train' && !isDone && !isUnderWay && (
          <Button small main disabled={start.isBusy || project === undefined} onClick={() => start.run()}>
            {t('start')}
          </Button>
        )}
        {canGoOn && (
          <Button small main onClick={() => to(tour.step + 1)}>
            {tour.step === steps.length - 1 ? t('end') : t('next')}
          </Button>
        )}
      </div>
    </Coach>
  )
}

const nothing = { close: () => undefined, async *[Symbol.asyncIterator]() {} }

const Coach = ({
  title,
  count,
  onLeave,
  children,
}: {
  title: string
  count?: string
  onLeave(): void
  children: ReactNode
}) => {
  const { t } = useTranslation('tour')
  return (
    <aside className="tour" aria-label={t('name')}>
      <header className="row">
        <h2 className="grow cut">{title}</h2>
        {count && <span className="caption">{count}</span>}
        <IconButton icon={X} small label={t('leave')} onClick={onLeave} />
      </header>
      {children}
    </aside>
  )
}
