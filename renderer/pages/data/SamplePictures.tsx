import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabPicture } from '../../../shared/contract/lab/labQuestion'
import { SplitName } from '../../../shared/records/splitName'
import { Picture } from '../../design/Picture'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SegmentedControl } from '../../design/SegmentedControl'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { countText } from '../../words/figures'
import { spreadOver } from './spreadOver'

/** Of data that have no files: so many are shown. */
const most = 160

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
  const described = useAnswer(useCallback(() => studio.datasets.describe({ source, folder }), [studio, source, folder]))
  const total = described.answer?.counts[split] ?? 0
  const places = useMemo(() => spreadOver(total, most), [total])
  const shown = useAnswer(
    useCallback(
      async () =>
        places.length === 0
          ? undefined
          : studio.lab.pictures({
              project: id,
              lane: 'samples',
              pictures: places.map((index) => ({ split, index })),
            }),
      [studio, id, split, places],
    ),
  )
  const problem = described.problem ?? (shown.problem?.code === 'superseded' ? undefined : shown.problem)
  const [height, width, channels] = shown.answer?.size ?? [1, 1, 1]
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
        {shown.answer?.pictures.map((one, k) => {
          const index = places[k]
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
      </ul>
    </>
  )
}
