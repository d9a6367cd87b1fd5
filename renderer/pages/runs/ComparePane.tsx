import { ArrowLeftRight, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudioClient } from '../../../shared/contract/studio'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { Curve, RunSummary } from '../../../shared/contract/studio/runs'
import type { Job } from '../../../shared/records/job'
import { CurveChart } from '../../charts/CurveChart'
import { CurveViewContext, createCurveView } from '../../charts/curveView'
import { Button } from '../../design/Button'
import { IconButton } from '../../design/IconButton'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SegmentedControl } from '../../design/SegmentedControl'
import { ArchitectureDiff } from '../../diff/ArchitectureDiff'
import { shortNumber } from '../../runs/runMarks'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { useTrainingWords } from '../../training/useTrainingWords'
import { lossText, percentText } from '../../words/figures'
import { settingRows } from './settingRows'

interface ComparePaneProps {
  readonly project: ProjectId
  /** Two to four; the first two have their networks compared. */
  readonly runs: readonly RunSummary[]
  nameOf(run: RunSummary): string
  onSwap(): void
  onClose(): void
}

type Figure = 'top1' | 'loss'

interface Compared {
  readonly curve: Curve
  readonly job: Job | undefined
}

/** Chosen runs beside each other: their curves, the settings in which they differ, their networks on one canvas. */
export const ComparePane = ({ project, runs, nameOf, onSwap, onClose }: ComparePaneProps) => {
  const { t } = useTranslation('runs')
  const studio = useStudio()
  const ids = runs.map(({ run }) => run).join(' ')
  const { answer, problem } = useAnswer(
    useCallback(() => studio.runs.compare({ project, runs: ids.split(' ') }), [studio, project, ids]),
  )
  const words = useTrainingWords()
  const known = useCompared(studio, project, ids)
  const [first, second] = runs as [RunSummary, RunSummary]
  const [a, b] = [known.get(first.run)?.job, known.get(second.run)?.job]
  const { rows, isOtherData, isOtherVersion } = useMemo(
    () => settingRows(answer?.differences ?? [], words),
    [answer, words],
  )
  return (
    <section className="compare" aria-labelledby="compare-name">
      <header className="compare-head">
        <h2 id="compare-name" className="compare-names">
          {runs.map((run, k) => (
            <span key={run.run} className="compare-run">
              {k > 0 && <span className="dim">{t('against')}</span>}
              <span className="run-square" style={{ background: `var(--run-${k + 1})` }} />
              <span className="cut" title={nameOf(run)}>
                {nameOf(run)}
              </span>
            </span>
          ))}
        </h2>
        <span className="dim cut grow" title={t('validationAccuracy')} data-testid="compare-sum">
          {runs.length === 2 && sumOf(t, first, second)}
        </span>
        {runs.length === 2 && (
          <Button flat small icon={ArrowLeftRight} onClick={onSwap}>
            {t('swap')}
          </Button>
        )}
        <IconButton small icon={X} label={t('closeCompare')} onClick={onClose} />
      </header>
      {problem && <ProblemNotice problem={problem} />}
      <div className="compare-body">
        <CompareChart {...{ runs, known, nameOf }} />
        <section className="compare-settings" aria-labelledby="compare-settings">
          <h2 id="compare-settings">
            {t('settings')} <span className="caption">{answer && t('differ', { count: rows.length })}</span>
          </h2>
          {answer && rows.length === 0 ? (
            <p className="part-empty">{t('noDifference')}</p>
          ) : (
            <table>
              <colgroup>
                <col className="setting-name" />
                {runs.map(({ run }) => (
                  <col key={run} />
                ))}
              </colgroup>
              <thead>
                <tr>
                  <th scope="col">{t('setting')}</th>
                  {runs.map((run) => (
                    <th key={run.run} scope="col" className="number">
                      <span className="cut" title={nameOf(run)}>
                        {nameOf(run)}
                      </span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ name, values }) => (
                  <tr key={name}>
                    <td title={name}>
                      <span className="cut">{name}</span>
                    </td>
                    {values.map((value, k) => (
                      <td key={runs[k]?.run ?? k} className="number" title={value}>
                        <span className="cut">{value}</span>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {isOtherData && <p className="part-empty">{t('otherData')}</p>}
          {isOtherVersion && <p className="part-empty">{t('otherVersion')}</p>}
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with keys too */}
        <div className="compare-network" tabIndex={0}>
          {a && b && (
            <ArchitectureDiff
              a={{
                network: a.project.network,
                label: nameOf(first),
                accuracy: first.validation?.top1 ?? undefined,
                epochSeconds: epochSeconds(known.get(first.run)),
              }}
              b={{
                network: b.project.network,
                label: nameOf(second),
                accuracy: second.validation?.top1 ?? undefined,
                epochSeconds: epochSeconds(known.get(second.run)),
              }}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** Over epochs, for steps are of no use where batches differ: validation where there is one, else training. */
const CompareChart = ({
  runs,
  known,
  nameOf,
}: {
  runs: readonly RunSummary[]
  known: ReadonlyMap<string, Compared>
  nameOf(run: RunSummary): string
}) => {
  const { t } = useTranslation('runs')
  const [figure, setFigure] = useState<Figure>('top1')
  const [view] = useState(createCurveView)
  const series = useMemo(
    () =>
      runs.map((run, k) => {
        const epochs = known.get(run.run)?.curve.epochs ?? []
        const isValidated = epochs.some(({ validation }) => validation)
        return {
          id: run.run,
          label: nameOf(run),
          colour: `var(--run-${k + 1})`,
          isDashed: isValidated,
          points: epochs.map(({ epoch, train, validation }) => ({
            x: epoch,
            y: (isValidated ? validation?.[figure] : train[figure]) ?? null,
          })),
        }
      }),
    [runs, known, figure, nameOf],
  )
  const last = Math.max(1, ...series.flatMap(({ points }) => points.map(({ x }) => x)))
  const whole = useMemo((): readonly [number, number] => [0, last], [last])
  return (
    <CurveViewContext value={view}>
      <CurveChart
        title={figure === 'top1' ? t('validationAccuracy') : t('validationLoss')}
        series={series}
        whole={whole}
        newest={last}
        stepsPerEpoch={1}
        hasKey={false}
        {...(figure === 'top1' && { bounds })}
        yText={figure === 'top1' ? percentText : lossText}
        axisText={figure === 'top1' ? wholePercent : shortNumber}
        tools={
          <SegmentedControl<Figure>
            label={t('figure')}
            value={figure}
            segments={[
              { value: 'top1', label: t('column.accuracyShort') },
              { value: 'loss', label: t('column.loss') },
            ]}
            onChange={setFigure}
          />
        }
      />
    </CurveViewContext>
  )
}

/** The mean; the first one is longer where pictures had to be read. */
function epochSeconds(compared: Compared | undefined): number | undefined {
  const epochs = compared?.curve.epochs ?? []
  return epochs.length === 0 ? undefined : epochs.reduce((sum, { seconds }) => sum + seconds, 0) / epochs.length
}

const bounds = [0, 1] as const
const wholePercent = (part: number) => `${Math.round(100 * part)}\u00a0%`

function sumOf(t: ReturnType<typeof useTranslation<'runs'>>['t'], first: RunSummary, second: RunSummary): string {
  const [a, b] = [first.validation?.top1, second.validation?.top1]
  if (typeof a !== 'number' || typeof b !== 'number') return ''
  const points = 100 * (a - b)
  return t('points', { points: `${points >= 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}` })
}

/** Curves and definitions of the compared runs, each asked for once. */
function useCompared(studio: StudioClient, project: ProjectId, ids: string): ReadonlyMap<string, Compared> {
  const [known, setKnown] = useState<ReadonlyMap<string, Compared>>(new Map())
  useEffect(() => {
    let isWanted = true
    for (const run of ids.split(' '))
      Promise.all([studio.runs.curve({ project, run, points: 500 }), studio.runs.read({ project, run })]).then(
        ([curve, { job }]) => isWanted && setKnown((before) => new Map([...before, [run, { curve, job }]])),
        // What is wrong with a run is told by the comparison.
        () => undefined,
      )
    return () => {
      isWanted = false
    }
  }, [studio, project, ids])
  return known
}
