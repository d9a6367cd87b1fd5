import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedPicture } from '../../../shared/contract/studio/datasets'
import { Dialog } from '../../design/Dialog'
import { Picture } from '../../design/Picture'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'

const side = 512

/** One picture, large and whole. */
export const PictureDialog = ({ picture, onClose }: { picture: ListedPicture; onClose(): void }) => {
  const { t } = useTranslation('data')
  const studio = useStudio()
  const { id } = useProject()
  const { name, className, split } = picture
  const { answer, problem } = useAnswer(
    useCallback(() => studio.datasets.thumbnails({ project: id, names: [name], side, fit: 'fit' }), [studio, id, name]),
  )
  const [found] = answer?.pictures ?? []
  return (
    <Dialog isOpen wide title={name} about={`${className}, ${t(`split.${split}`)}`} onClose={onClose}>
      <div className="picture-large">
        {found && 'pixels' in found && <Picture pixels={found.pixels} width={side} height={side} alt={name} />}
        {found && 'problem' in found && <ProblemNotice problem={found.problem} />}
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  )
}
