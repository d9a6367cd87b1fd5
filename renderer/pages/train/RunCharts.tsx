import { ChevronRight, Layers2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { Curve, RunSummary } from '../../../shared/contract/studio/runs'
import { CurveChart } from '../../charts/CurveChart'
import { smoothings, useChartOptions } from '../../charts/chartOptions'
import { useCurveView, useIsLive } from '../../charts/curveView'
import { Button } from '../../design/Button'
import { Checkbox } from '../../design/Checkbox'
import { Icon } from '../../design/Icon'
import { Popover } from '../../design/Popover'
import { Select } from '../../design/Select'
import type { KnownLive } from '../../runs/liveRun'
import type { RunMark } from '../../runs/runMarks'
import { shortNumber } from '../../runs/runMarks'
import { runName } from '../../runs/runName'
import { otherSeries, pointSeries, runSeries } from '../../runs/runSeries'
import { useStudio } from '../../studio/useStudio'
import { countText, lossText, percentText } from '../../words/figures'

interface RunChartsProps {
  readonly project: ProjectId
  readonly live: KnownLive
  readonly runs: readonly RunSummary[]
  readonly marks: readonly RunMark[]
  words(mark: RunMark): string
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  /** Which part of a batch the last one of an epoch is. */
  readonly lastBatch: number
  readonly isSteered: boolean
}

type SecondFigure = 'accuracy' | 'rate' | 'speed'

const overlayColours = ['var(--run-2)', 'var(--run-3)', 'var(--run-4)'] as const
/** With a blank that does not break: an axis has little room. */
const wholePercent = (part: number) => `${Math.round(100 * part)}\u00a0%`
const percentBounds = [0, 1] as const

/** Loss beside accuracy, rate or speed: one crosshair, one stretch of steps, the same marks. */
export const RunCharts = (props: RunChartsProps) => {
  const { project, live, runs, marks, words, totalSteps, stepsPerEpoch, lastBatch, isSteered } = props
  const { t, i18n } = useTranslation('train')
  const { isLog, smoothing, set } = useChartOptions()
  const [right, setRight] = useState<SecondFigure>('accuracy')
  const [over, setOver] = useState<readonly string[]>([])
  const view = useCurveView()
  const isLive = useIsLive()
  const curves = useCurves(project, over)
  const { points, epochs } = live
  const newest = points.at(-1)?.step ?? 0
  const whole = useMemo((): readonly [number, number] => [0, Math.max(totalSteps, newest)], [totalSteps, newest])
  const others = useMemo(
    () =>
      over.flatMap((id, k) => {
        const summary = runs.find(({ run }) => run === id)
        const curve = curves.get(id)
        return summary && curve
          ? [{ id, label: runName(summary, i18n.language), colour: overlayColours[k] as string, epochs: curve.epochs }]
          : []
      }),
    [over, runs, curves, i18n.language],
  )
  const names = useMemo(() => ({ train: t('train'), validation: t('validation') }), [t])
  const seriesOf = useCallback(
    (figure: 'loss' | 'top1') => [
      ...others.map((other) => otherSeries(other.id, other.label, other.colour, other.epochs, figure)),
      ...runSeries({
        figure,
        points,
        epochs,
        smoothing,
        stepsPerEpoch,
        lastBatch,
        colour: 'var(--run-1)',
        words: names,
      }),
    ],
    [others, points, epochs, smoothing, stepsPerEpoch, lastBatch, names],
  )
  const loss = useMemo(() => seriesOf('loss'), [seriesOf])
  const second = useMemo(
    () =>
      right === 'accuracy'
        ? seriesOf('top1')
        : right === 'rate'
          ? [pointSeries('learningRate', t('learningRate'), 'var(--run-1)', points)]
          : [pointSeries('imagesPerSecond', t('speed'), 'var(--run-1)', points)],
    [right, seriesOf, points, t],
  )
  const flags = useMemo(
    () => marks.map((mark, k) => ({ id: mark.id, flag: String(k + 1), step: mark.step, label: words(mark) })),
    [marks, words],
  )
  const shared = { whole, newest, stepsPerEpoch, marks: flags, isHatched: isSteered }
  const own = live.now.summary.run
  // What is pressed and chosen is kept as it is: it has nothing of a new point.
  const lossTools = useMemo(
    () => (
      <>
        <Select
          label={t('smoothing')}
          value={String(smoothing)}
          choices={smoothings.map((value) => ({
            value: String(value),
            label: value === 0 ? t('noSmoothing') : t('smooth', { value: String(value).replace(/^0/, '') }),
          }))}
          onChange={(value) => set({ smoothing: Number(value) })}
        />
        <Button small aria-pressed={isLog} className={isLog ? 'pressed' : ''} onClick={() => set({ isLog: !isLog })}>
          {t('log')}
        </Button>
      </>
    ),
    [t, smoothing, isLog, set],
  )
  const head = useMemo(
    () => (
      <Select<SecondFigure>
        label={t('second.label')}
        value={right}
        choices={[
          { value: 'accuracy', label: t('second.accuracy') },
          { value: 'rate', label: t('second.rate') },
          { value: 'speed', label: t('second.speed') },
        ]}
        onChange={setRight}
      />
    ),
    [t, right],
  )
  const tools = useMemo(() => {
    const offered = runs.filter(({ run, epoch }) => run !== own && epoch > 0).slice(0, 30)
    return (
      <>
        {offered.length > 0 && (
          <Popover
            label={t('overlay')}
            align="end"
            trigger={
              <button type="button" className="button small" aria-label={t('overlay')}>
                <Icon of={Layers2} />
                {over.length > 0 && over.length}
              </button>
            }
          >
            <div className="overlay-list">
              {offered.map((other) => (
                <Checkbox
                  key={other.run}
                  label={`${runName(other, i18n.language)} · ${percentText((other.test ?? other.validation)?.top1)}`}
                  checked={over.includes(other.run)}
                  disabled={!over.includes(other.run) && over.length >= overlayColours.length}
                  onChange={(checked) =>
                    setOver(checked ? [...over, other.run] : over.filter((id) => id !== other.run))
                  }
                />
              ))}
            </div>
          </Popover>
        )}
        {!isLive && (
          <Button small icon={ChevronRight} onClick={() => view.setState({ isLive: true, range: undefined })}>
            {isSteered ? t('backToNow') : t('showAll')}
          </Button>
        )}
        {isLive && isSteered && (
          <Button
            small
            className="pressed"
            icon={ChevronRight}
            aria-pressed
            onClick={() => view.setState({ isLive: false })}
          >
            {t('live')}
          </Button>
        )}
      </>
    )
  }, [t, i18n.language, runs, own, over, isLive, isSteered, view])
  return (
    <div className="run-charts">
      <CurveChart
        {...shared}
        title={t('loss')}
        series={loss}
        isLog={isLog}
        yText={lossText}
        axisText={shortNumber}
        tools={lossTools}
      />
      <CurveChart
        {...shared}
        title={t(`second.${right}`)}
        series={second}
        {...(right === 'accuracy' && { bounds: percentBounds })}
        {...(right === 'rate' && { isLog: false })}
        yText={right === 'accuracy' ? percentText : right === 'rate' ? shortNumber : countText}
        head={head}
        axisText={right === 'accuracy' ? wholePercent : right === 'rate' ? shortNumber : countText}
        tools={tools}
      />
    </div>
  )
}

/** Curves of other runs, each asked for once. */
function useCurves(project: ProjectId, runs: readonly string[]): ReadonlyMap<string, Curve> {
  const studio = useStudio()
  const [curves, setCurves] = useState<ReadonlyMap<string, Curve>>(new Map())
  useEffect(() => {
    for (const run of runs)
      if (!curves.has(run))
        studio.runs.curve({ project, run, points: 500 }).then(
          (curve) => setCurves((known) => new Map([...known, [run, curve]])),
          () => undefined,
        )
  }, [studio, project, runs, curves])
  return curves
}
