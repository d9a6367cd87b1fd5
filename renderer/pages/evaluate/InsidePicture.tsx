import { useTranslation } from 'react-i18next'
import type { ChosenPicture } from './chosenPicture'
import { pictureName } from './pictureName'
import { Thumbnail } from './Thumbnail'
import type { EvaluatedSplit } from './useJudged'
import { usePictures } from './usePictures'

/** Which picture the network is looked into with: itself, its file, its class. */
export const InsidePicture = ({
  where: { project, run },
  chosen,
}: {
  where: EvaluatedSplit
  chosen: ChosenPicture
}) => {
  const { t } = useTranslation('evaluate')
  const place = 'split' in chosen.picture ? chosen.picture : undefined
  const shown = usePictures(project, run, place?.split ?? 'test', place ? [place.index] : [], 'inside-picture')
  const own = place && shown.get(place.index)
  const label = own?.label
  const said =
    place && own?.name === undefined && label !== undefined
      ? t('numberedOf', { number: place.index + 1, label })
      : [place ? pictureName(t, place.index, own?.name) : chosen.name, label].filter(Boolean).join(' · ')
  return (
    <span className="inside-picture grow" data-testid="inside-picture">
      {place && <Thumbnail picture={own} />}
      <span className="caption cut" title={said}>
        {said}
      </span>
    </span>
  )
}
