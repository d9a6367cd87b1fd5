import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedPicture } from '../../../shared/contract/studio/datasets'
import { Dialog } from '../../design/Dialog'
import { IconButton } from '../../design/IconButton'
import { Picture } from '../../design/Picture'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'

const side = 512

/** One picture, large and whole; arrows lead to its neighbours. */
export const PictureDialog = ({
  picture,
  onStep,
  onClose,
}: {
  picture: ListedPicture
  onStep(by: -1 | 1): void
  onClose(): void
}) => {
  const { t } = useTranslation('data')
  const studio = useStudio()
  const { id } = useProject()
  const { name, className, split, formerClass } = picture
  const { answer, problem } = useAnswer(
    useCallback(() => studio.datasets.thumbnails({ project: id, names: [name], side, fit: 'fit' }), [studio, id, name]),
  )
  // The one before stays until the next one has come.
  const shown = useRef(answer)
  shown.current = answer ?? shown.current
  const [found] = shown.current?.pictures ?? []
  const step = useRef(onStep)
  step.current = onStep
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft') step.current(-1)
      if (key === 'ArrowRight') step.current(1)
    }
    // On the way down: a dialog keeps arrows to itself.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])
  const about = [className, formerClass && t('was', { name: formerClass }), t(`split.${split}`)].filter(Boolean)
  return (
    <Dialog
      isOpen
      wide
      title={name}
      about={about.join(', ')}
      onClose={onClose}
      actions={
        <>
          <IconButton icon={ChevronLeft} label={t('previous')} onClick={() => onStep(-1)} />
          <IconButton icon={ChevronRight} label={t('next')} onClick={() => onStep(1)} />
        </>
      }
    >
      <div className="picture-large">
        {found && 'pixels' in found && <Picture pixels={found.pixels} width={side} height={side} alt={found.name} />}
        {found && 'problem' in found && <ProblemNotice problem={found.problem} />}
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  )
}
