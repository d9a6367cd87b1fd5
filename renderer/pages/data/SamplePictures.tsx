import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabPicture } from '../../../shared/contract/lab/labQuestion'
import { SplitName } from '../../../shared/records/splitName'
import { Button } from '../../design/Button'
import { Picture } from '../../design/Picture'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SegmentedControl } from '../../design/SegmentedControl'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { countText } from '../../words/figures'
import { spreadOver } from './spreadOver'

/** Of data that have no files: so many are shown at first, as fill the screen, and so many at most (the studio answers no more at once). */
const first = window.innerWidth >= 1800 ? 480 : 160
const most = 1000

/** Some images of a sample, of IDX files or CIFAR's batches: there are no files to look at one by one. */
export const SamplePictures = ({
  source,
  chosen,
  onChoose,
}: {
  source: string
  chosen: LabPicture | undefined
  onChoose(picture: LabPicture, label: string): void
}) => {
  const { t } = useTranslation('data')
  const studio = useStudio()
  const { id, folder } = useProject()
  const [split, setSplit] = useState<SplitName>('train')
  const [wanted, setWanted] = useState(first)
  const described = useAnswer(useCallback(() => studio.datasets.describe({ source, folder }), [studio, source, folder]))
  const total = described.answer?.counts[split] ?? 0
  const places = useMemo(() => spreadOver(total, wanted), [total, wanted])
  const shown = useAnswer(
    useCallback(
      async () =>
        places.length === 0
          ? undefined
          : {
              split,
              places,
              ...(await studio.lab.pictures({
                project: id,
                lane: 'samples',
                pictures: places.map((index) => ({ split, index })),
              })),
            },
      [studio, id, split, places],
    ),
  )
  const problem = described.problem ?? (shown.problem?.code === 'superseded' ? undefined : shown.problem)
  // While more of a split are on their way, those that are there stay.
  const last = useRef(shown.answer)
  last.current = shown.answer ?? last.current
  const grid = last.current?.split === split ? last.current : undefined
  const [height, width, channels] = grid?.size ?? [1, 1, 1]
  return (
    <>
      <div className="picture-tools">
        <SegmentedControl<SplitName>
          label={t('splits')}
          segments={SplitName.options.map((value) => ({ value, label: t(`split.${value}`) }))}
          value={split}
          onChange={setSplit}
        />
        <span className="caption">
          {described.answer && t('someOf', { count: places.length, total: countText(total) })}
        </span>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <ul className="sample-pictures" aria-busy={!shown.answer && !problem}>
        {grid?.pictures.map((one, k) => {
          const index = grid.places[k]
          if ('problem' in one || index === undefined) return null
          const label = one.label ?? ''
          const isChosen = chosen !== undefined && 'index' in chosen && chosen.index === index && chosen.split === split
          return (
            <li key={index}>
              <button
                type="button"
                className="sample"
                aria-pressed={isChosen}
                aria-label={`${label} ${index + 1}`}
                onClick={() => onChoose({ split, index }, label)}
              >
                <Picture pixels={one.pixels} {...{ width, height, channels }} alt="" className="few" />
                <span className="cut">{label}</span>
              </button>
            </li>
          )
        })}
        {shown.answer && places.length < Math.min(total, most) && (
          <li className="more-samples">
            <Button flat small onClick={() => setWanted(Math.min(most, wanted * 3))}>
              {t('moreSamples')}
            </Button>
          </li>
        )}
      </ul>
    </>
  )
}
