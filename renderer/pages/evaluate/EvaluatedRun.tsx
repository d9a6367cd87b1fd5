import { Play, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import type { SplitName } from '../../../shared/records/splitName'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { Tabs } from '../../design/Tabs'
import { saveFile } from '../../editor/diagram/saveDiagram'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { workText } from '../../words/workText'
import { CalibrationChart } from './CalibrationChart'
import { CellPictures } from './CellPictures'
import { ClassTable } from './ClassTable'
import { ConfusionMatrix } from './ConfusionMatrix'
import { type Pick, stopsOf } from './checkpoints'
import type { ChosenPicture } from './chosenPicture'
import { EvaluateBar } from './EvaluateBar'
import { EvaluationFigures } from './EvaluationFigures'
import { EvaluationOutline } from './EvaluationOutline'
import { type InsideMode, InsideNetwork } from './InsideNetwork'
import { mostConfused } from './mostConfused'
import { reportText } from './report'
import { TryPicture } from './TryPicture'
import { useEvaluation } from './useEvaluation'
import type { EvaluatedSplit, Of } from './useJudged'
import { WorstMistakes } from './WorstMistakes'

/** The evaluation of one run. */
export const EvaluatedRun = ({
  folder,
  project,
  runs,
  run,
}: {
  folder: string
  project: string
  runs: readonly RunSummary[]
  run: RunSummary
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const reference = useMemo(() => ({ project, run: run.run }), [project, run.run])
  const { answer: known } = useAnswer(useCallback(() => studio.runs.read(reference), [studio, reference]))
  const { answer: kept } = useAnswer(useCallback(() => studio.runs.checkpoints(reference), [studio, reference]))
  const job = known?.job
  const splits = splitsOf(job?.data.counts)
  const stops = useMemo(() => stopsOf(kept ?? []), [kept])

  const [chosenSplit, setSplit] = useState<SplitName>()
  const [checkpoint, setCheckpoint] = useState<Pick>('best')
  /** Until somebody opened or closed one: the cell that is wrong most often. */
  const [opened, setOpen] = useState<Of | 'nothing'>()
  const [chosen, setChosen] = useState<ChosenPicture>()
  const [mode, setMode] = useState<InsideMode>('maps')
  const [layer, setLayer] = useState<string>()
  const [isTrying, setTrying] = useState(false)
  const split = chosenSplit ?? splits[splits.length - 1] ?? 'test'
  const where: EvaluatedSplit = useMemo(
    () => ({ project, run: run.run, checkpoint, split }),
    [project, run.run, checkpoint, split],
  )
  const isTraining = run.state === 'training' || run.state === 'starting'
  const evaluation = useEvaluation(project, run.run, split, checkpoint, !isTraining && job !== undefined)
  const { view, working, problem } = evaluation
  const usual = useMemo(() => view && mostConfused(view), [view])
  const open = opened === 'nothing' ? undefined : (opened ?? usual)
  const at = Math.max(
    0,
    stops.findIndex(({ pick }) => JSON.stringify(pick) === JSON.stringify(checkpoint)),
  )
  const toggle = (wanted: InsideMode) => setMode((now) => (now === wanted ? 'maps' : wanted))
  useCommands([
    { id: 'evaluate.start', label: t('start'), icon: Play, run: evaluation.start },
    { id: 'evaluate.try', label: t('try'), run: () => setTrying(true) },
    {
      id: 'evaluate.closeCell',
      label: t('closeCell'),
      keys: ['Escape'],
      isHidden: true,
      isEnabled: () => open !== undefined,
      run: () => setOpen('nothing'),
    },
    { id: 'evaluate.heat', label: t('heatMap'), keys: ['H'], group: t('evaluate'), run: () => toggle('heat') },
    { id: 'evaluate.field', label: t('fieldToggle'), keys: ['F'], group: t('evaluate'), run: () => toggle('field') },
  ])
  return (
    <div className="evaluate-page">
      <EvaluateBar
        folder={folder}
        runs={runs}
        run={run}
        split={split}
        splits={splits}
        stops={stops}
        at={at}
        canReport={view !== undefined}
        onSplit={(next) => {
          setSplit(next)
          setOpen(undefined)
          setChosen(undefined)
        }}
        onStop={setCheckpoint}
        onTry={() => setTrying(true)}
        onReport={() =>
          view &&
          saveFile(`${run.run}-${split}.json`, new Blob([reportText(view, run.run)], { type: 'application/json' }))
        }
        onAgain={view && !working && evaluation.warnings.length > 0 ? evaluation.start : undefined}
      />
      {working && (
        <div className="evaluate-working" role="status">
          <span className="caption cut">{t('evaluating', { what: workText(working.what) })}</span>
          <Progress label={t('evaluatingShort')} value={working.progress} />
          <Button flat small icon={X} onClick={evaluation.cancel}>
            {t('cancel')}
          </Button>
        </div>
      )}
      {problem && (
        <ProblemNotice problem={problem}>
          <Button small onClick={evaluation.start}>
            {t('again')}
          </Button>
        </ProblemNotice>
      )}
      {view ? (
        <>
          <EvaluationFigures view={view} />
          <div className={open ? 'evaluate-middle with-cell' : 'evaluate-middle'}>
            <ConfusionMatrix
              view={view}
              open={open && open !== 'worst' && 'prediction' in open ? open : undefined}
              onOpen={setOpen}
            />
            {open && (
              <CellPictures
                view={view}
                where={where}
                of={open}
                chosen={chosen}
                onChoose={setChosen}
                onClose={() => setOpen('nothing')}
              />
            )}
            <ClassTable view={view} onOpen={(truth) => setOpen({ truth, wrong: true })} />
          </div>
          <div className="evaluate-low">
            <Tabs
              label={t('more_about')}
              tabs={[
                {
                  id: 'worst',
                  label: t('mistakes'),
                  content: (
                    <WorstMistakes view={view} where={where} onChoose={setChosen} onAll={() => setOpen('worst')} />
                  ),
                },
                {
                  id: 'calibration',
                  label: t('calibration'),
                  content: <CalibrationChart calibration={view.calibration} />,
                },
              ]}
            />
            <InsideNetwork
              where={where}
              chosen={chosen}
              createdAt={view.createdAt}
              classes={view.classes}
              network={job?.project.network}
              mode={mode}
              layer={layer}
              onMode={setMode}
              onLayer={setLayer}
            />
          </div>
        </>
      ) : working ? (
        <EvaluationOutline />
      ) : (
        evaluation.isKnown &&
        !problem && (
          <EmptyState title={t('notYet')} why={isTraining ? t('notYetTraining') : t('notYetWhy')}>
            <Button main icon={Play} onClick={evaluation.start}>
              {t('start')}
            </Button>
          </EmptyState>
        )
      )}
      <TryPicture
        where={where}
        isOpen={isTrying}
        chosen={chosen}
        onTry={setChosen}
        onLookInside={() => {
          setMode('heat')
          setTrying(false)
        }}
        onClose={() => setTrying(false)}
      />
    </div>
  )
}

/** Splits that have pictures, the one by which a run is judged last. */
function splitsOf(counts: Readonly<Record<SplitName, number>> | undefined): SplitName[] {
  if (!counts) return ['test']
  return (['train', 'validation', 'test'] as const).filter((split) => counts[split] > 0)
}
