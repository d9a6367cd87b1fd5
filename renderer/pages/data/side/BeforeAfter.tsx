import { ArrowRight } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preprocessing } from '../../../../shared/records/preprocessing'
import { Icon } from '../../../design/Icon'
import { Picture } from '../../../design/Picture'
import { useAnswer } from '../../../studio/useAnswer'
import { useProject } from '../../../studio/useProject'
import { useStudio } from '../../../studio/useStudio'
import { Thumbnail } from '../grid/Thumbnail'
import type { ThumbnailStore } from '../grid/thumbnailStore'

/** A picture of the data, and what the network is given of it at its own size. */
export const BeforeAfter = ({
  name,
  thumbnails,
  preprocessing,
  input,
}: {
  name: string
  thumbnails: ThumbnailStore
  preprocessing: Preprocessing
  /** The network's input: another one sees other pixels. */
  input: string
}) => {
  const { t } = useTranslation('data')
  const studio = useStudio()
  const { id } = useProject()
  useEffect(() => thumbnails.also([name]), [thumbnails, name])
  const { answer } = useAnswer(
    // biome-ignore lint/correctness/useExhaustiveDependencies: of another input the answer is another one
    useCallback(
      () => studio.lab.pictures({ project: id, lane: 'before', subject: { preprocessing }, pictures: [{ name }] }),
      [studio, id, name, preprocessing, input],
    ),
  )
  const [seen] = answer?.pictures ?? []
  const [height, width, channels] = answer?.size ?? [1, 1, 3]
  return (
    <div className="before-after">
      <Thumbnail store={thumbnails} name={name} />
      <Icon of={ArrowRight} />
      {seen && 'pixels' in seen ? (
        <Picture
          {...{ width, height, channels }}
          pixels={seen.pixels}
          alt={t('asSeen', { name })}
          className={height < 64 ? 'few' : ''}
        />
      ) : (
        <span className="thumbnail waiting" />
      )}
      <span className="caption">{t('file')}</span>
      <span />
      <span className="caption">{t('seen')}</span>
    </div>
  )
}
