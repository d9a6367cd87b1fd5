import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { useProject } from '../../studio/useProject'
import { PlaceField } from '../home/PlaceField'

const samples = ['sample:digits', 'sample:shapes'] as const

/** Other pictures for this project: a folder, a zip of one, or a sample. The network stays as it is. */
export const SourceDialog = ({ given, onClose }: { given?: string; onClose(): void }) => {
  const { t } = useTranslation('data')
  const { project, edit } = useProject()
  const [place, setPlace] = useState(given ?? (project.data.source.startsWith('sample:') ? '' : project.data.source))
  const use = (source: string) => {
    edit((before) => ({ ...before, data: { ...before.data, source } }), t('otherPictures'))
    onClose()
  }
  return (
    <Dialog
      isOpen
      title={t('otherPictures')}
      about={t('otherPicturesWhy')}
      onClose={onClose}
      actions={
        <Button main disabled={place.trim() === '' || place === project.data.source} onClick={() => use(place.trim())}>
          {t('useThem')}
        </Button>
      }
    >
      <PlaceField label={t('folder')} purpose="data-folder" value={place} onChange={setPlace} />
      <div className="row">
        <span className="dim">{t('orSample')}</span>
        {samples.map((source) => (
          <Button key={source} small disabled={source === project.data.source} onClick={() => use(source)}>
            {t(`samples.${source === 'sample:digits' ? 'digits' : 'shapes'}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}
