import { Camera, Clock, FileDown, Play, Sprout } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import type { SplitName } from '../../../shared/records/splitName'
import { Button } from '../../design/Button'
import { Icon } from '../../design/Icon'
import { IconButton } from '../../design/IconButton'
import { SegmentedControl } from '../../design/SegmentedControl'
import { Select } from '../../design/Select'
import { Slider } from '../../design/Slider'
import { useBeginWith } from '../../fineTuning/useBeginWith'
import { goTo } from '../../frame/place'
import { runName } from '../../runs/runName'
import type { Pick, Stop } from './checkpoints'

/** Which run, which pictures, which moment of the training. */
export const EvaluateBar = ({
  folder,
  runs,
  run,
  split,
  splits,
  stops,
  at,
  canReport,
  onSplit,
  onStop,
  onTry,
  onReport,
  onAgain,
}: {
  folder: string
  runs: readonly RunSummary[]
  run: RunSummary
  split: SplitName
  splits: readonly SplitName[]
  stops: readonly Stop[]
  at: number
  canReport: boolean
  onSplit(split: SplitName): void
  onStop(pick: Pick): void
  onTry(): void
  onReport(): void
  onAgain: (() => void) | undefined
}) => {
  const { t, i18n } = useTranslation('evaluate')
  const { t: words } = useTranslation('training')
  const beginWith = useBeginWith(folder)
  // Where the thumb is while it is dragged: weights are read when it is let go.
  const [dragged, setDragged] = useState<number>()
  const shown = stops[dragged ?? at]
  const momentWords = (stop: Stop | undefined) =>
    stop ? `${t('epoch', { epoch: stop.epoch })}${stop.isBest ? `, ${t('best')}` : ''}` : ''
  return (
    <header className="evaluate-bar">
      <h1>{t('evaluate')}</h1>
      <Select
        quiet
        label={t('run')}
        value={run.run}
        choices={runs.map((each) => ({ value: each.run, label: runName(each, i18n.language) }))}
        onChange={(id) => goTo({ page: 'evaluate', folder, run: id })}
      />
      <SegmentedControl
        label={t('pictures_of')}
        value={split}
        segments={splits.map((value) => ({ value, label: t(value) }))}
        onChange={onSplit}
      />
      <span className="grow" />
      {stops.length > 1 && (
        <div className="epoch-slider">
          <Icon of={Clock} />
          <span className="caption">{momentWords(shown)}</span>
          <Slider
            label={t('moment')}
            value={dragged ?? at}
            min={0}
            max={stops.length - 1}
            text={(value) => momentWords(stops[value])}
            onChange={setDragged}
            onCommit={(value) => {
              setDragged(undefined)
              const stop = stops[value]
              if (stop) onStop(stop.pick)
            }}
          />
        </div>
      )}
      {onAgain && (
        <Button icon={Play} onClick={onAgain}>
          {t('start')}
        </Button>
      )}
      <Button icon={Camera} onClick={onTry}>
        {t('try')}
      </Button>
      <IconButton icon={Sprout} label={words('start.action')} onClick={() => beginWith(run.run)} />
      <Button icon={FileDown} disabled={!canReport} onClick={onReport}>
        {t('report')}
      </Button>
    </header>
  )
}
