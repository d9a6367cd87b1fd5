import { ChevronDown, ChevronLeft, ChevronRight, EyeOff, Image as ImageIcon, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PicturesAnswer } from '../../shared/contract/lab/labAnswer'
import { Checkbox } from '../design/Checkbox'
import { Icon } from '../design/Icon'
import { IconButton } from '../design/IconButton'
import { Popover } from '../design/Popover'
import { ProblemNotice } from '../design/ProblemNotice'
import { Progress } from '../design/Progress'
import { Select } from '../design/Select'
import { useAnswer } from '../studio/useAnswer'
import { useProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import { PictureView } from './PictureView'
import { usePreview, usePreviewChoice, useSeenPicture, useStopPreview } from './preview'
import type { ChosenPicture } from './previewStore'

/** Pictures on a page of the wall. */
const pageSize = 24
const fresh = 'fresh'

/** Which picture the nodes show, and with whose weights; on the canvas' corner. */
export const PictureChooser = () => {
  const { t } = useTranslation('inspector')
  const [choice] = usePreviewChoice()
  const seen = useSeenPicture()
  const progress = usePreview((state) => state.progress)
  const name = useNameOf(choice.isOn ? choice.picture : undefined)
  const label = !choice.isOn
    ? t('previewOff')
    : (name ?? ('index' in choice.picture ? t('pictureNumber', { number: choice.picture.index + 1 }) : ''))
  return (
    <Popover
      label={t('preview')}
      trigger={
        <button type="button" className="preview-chip" aria-busy={progress !== undefined}>
          {choice.isOn && seen ? <PictureView picture={seen} /> : <Icon of={choice.isOn ? ImageIcon : EyeOff} />}
          <span className="cut" title={label}>
            {label}
          </span>
          {progress && progress.all > 0 && (
            <span className="caption">
              {progress.done}/{progress.all}
            </span>
          )}
          <Icon of={ChevronDown} size={14} />
        </button>
      }
    >
      <PreviewPanel />
    </Popover>
  )
}

/** How the picture is called: its file, where it is one of its own. */
function useNameOf(picture: ChosenPicture | undefined): string | undefined {
  const studio = useStudio()
  const { id } = useProject()
  const index = picture && 'index' in picture ? picture.index : undefined
  const { answer } = useAnswer(
    useCallback(
      async () =>
        index === undefined
          ? undefined
          : studio.lab.pictures({ project: id, lane: 'chip', pictures: [{ split: 'train', index }] }),
      [studio, id, index],
    ),
  )
  const [found] = answer?.pictures ?? []
  const name = picture && 'name' in picture ? picture.name : found && 'name' in found ? found.name : undefined
  return name?.split('/').at(-1)
}

const PreviewPanel = () => {
  const { t } = useTranslation('inspector')
  const studio = useStudio()
  const { id } = useProject()
  const [choice, change] = usePreviewChoice()
  const problem = usePreview((state) => state.problem)
  const weights = usePreview((state) => state.weights)
  const { answer: runs } = useAnswer(useCallback(() => studio.runs.list({ project: id }), [studio, id]))
  return (
    <div className="preview-panel">
      <Checkbox label={t('previewOn')} checked={choice.isOn} onChange={(isOn) => change({ isOn })} />
      {problem && <ProblemNotice problem={problem} kind="warning" />}
      <Working />
      <Wall />
      <Select
        label={t('weights')}
        choices={[
          { value: fresh, label: t('freshWeights') },
          ...(runs ?? [])
            .filter(({ epoch }) => epoch > 0)
            .map(({ run, labels }) => ({ value: run, label: labels.name ?? run })),
        ]}
        value={choice.run ?? fresh}
        {...(choice.run !== undefined &&
          weights && { hint: t('weightsUsed', { trained: weights.trained, fresh: weights.fresh }) })}
        onChange={(run) => change({ run: run === fresh ? undefined : run })}
      />
    </div>
  )
}

/** How many layers of the view are there, and the way to give the others up. */
const Working = () => {
  const { t } = useTranslation('inspector')
  const progress = usePreview((state) => state.progress)
  const stop = useStopPreview()
  if (!progress || progress.all === 0) return null
  const label = t('previewProgress', { done: progress.done, all: progress.all })
  return (
    <div>
      <span className="caption" role="status">
        {label}
      </span>
      <div className="row">
        <Progress label={label} value={progress.done / progress.all} />
        <IconButton icon={X} label={t('previewStop')} small onClick={stop} />
      </div>
    </div>
  )
}

/** A page of training pictures. */
const Wall = () => {
  const { t } = useTranslation('inspector')
  const studio = useStudio()
  const { id } = useProject()
  const [choice, change] = usePreviewChoice()
  const chosen = 'index' in choice.picture ? choice.picture.index : undefined
  const [page, setPage] = useState(Math.floor((chosen ?? 0) / pageSize))
  const ask = useCallback(async (): Promise<PicturesAnswer> => {
    const pictures = Array.from({ length: pageSize }, (_, k) => ({
      split: 'train' as const,
      index: page * pageSize + k,
    }))
    return studio.lab.pictures({ project: id, lane: 'wall', pictures })
  }, [studio, id, page])
  const { answer, problem } = useAnswer(ask)
  const pictures = answer?.pictures.flatMap((picture, k) =>
    'pixels' in picture ? [{ ...picture, index: page * pageSize + k }] : [],
  )
  return (
    <div>
      {problem && <ProblemNotice problem={problem} kind="warning" />}
      <fieldset className="preview-wall">
        <legend className="visually-hidden">{t('pictures')}</legend>
        {answer &&
          pictures?.map(({ index, label, name, pixels }) => (
            <button
              key={index}
              type="button"
              aria-pressed={chosen === index}
              aria-label={[name ?? t('pictureNumber', { number: index + 1 }), label].filter(Boolean).join(', ')}
              onClick={() => change({ picture: { index }, isOn: true })}
            >
              <PictureView picture={{ size: answer.size, pixels }} />
            </button>
          ))}
      </fieldset>
      <div className="row">
        <IconButton
          icon={ChevronLeft}
          label={t('earlier')}
          small
          disabled={page === 0}
          onClick={() => setPage(page - 1)}
        />
        <span className="caption grow">
          {page * pageSize + 1}–{page * pageSize + (pictures?.length ?? pageSize)}
        </span>
        <IconButton
          icon={ChevronRight}
          label={t('later')}
          small
          disabled={answer !== undefined && (pictures?.length ?? 0) < pageSize}
          onClick={() => setPage(page + 1)}
        />
      </div>
    </div>
  )
}
