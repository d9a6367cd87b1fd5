import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SegmentedControl } from '../../design/SegmentedControl'
import { goTo } from '../../frame/place'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'
import { NetworkPicker } from './NetworkPicker'
import { PlaceField } from './PlaceField'

export interface NewProjectWish {
  /** A place with pictures; without it a sample. */
  readonly data?: string
  /** Nothing but the pictures stands on the canvas at first. */
  readonly isEmpty?: boolean
}

const kinds = ['digits', 'shapes', 'own'] as const

/** What a new project begins with: data, a network made to fit them, and where it lies. */
export const NewProjectDialog = ({ wish, onClose }: { wish: NewProjectWish; onClose(): void }) => {
  const { t } = useTranslation('home')
  const studio = useStudio()
  const [kind, setKind] = useState<(typeof kinds)[number]>(wish.data === undefined ? 'digits' : 'own')
  const [pictures, setPictures] = useState(wish.data ?? '')
  const [network, setNetwork] = useState(wish.data === undefined ? 'deep-digits' : 'resnet-18')
  const [folder, setFolder] = useState('')
  const isByHand = useRef(false)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => {
    if (wish.data === undefined) return
    setKind('own')
    setPictures(wish.data)
  }, [wish.data])

  const source = kind === 'own' ? pictures : `sample:${kind}`
  const name = kind === 'own' ? lastPart(pictures) : kind
  useEffect(() => {
    if (isByHand.current || name === '') return
    let isWanted = true
    studio.folders.suggest({ name }).then(
      (free) => isWanted && !isByHand.current && setFolder(free.folder),
      // No folder was granted: the person names one.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [studio, name])

  const create = useAction(
    useCallback(async () => {
      const controller = new AbortController()
      stop.current = controller
      const made = await studio.projects.create({ folder, network, data: source }, { signal: controller.signal })
      if (wish.isEmpty) {
        const { layers } = made.project.network
        const bare = { name: lastPart(folder).slice(0, 200), layers: layers.filter(({ type }) => type === 'input') }
        const project = { ...made.project, network: bare }
        await studio.projects.save({ id: made.id, revision: made.revision, project })
      }
      goTo({ page: kind === 'own' ? 'data' : 'model', folder: made.folder, run: undefined })
    }, [studio, folder, network, source, kind, wish.isEmpty]),
  )
  const close = () => {
    stop.current?.abort()
    onClose()
  }
  return (
    <Dialog
      title={t('newProject')}
      isOpen
      wide
      onClose={close}
      actions={
        <>
          {create.isBusy && (
            <span className="caption grow" role="status">
              {t('looking')}
            </span>
          )}
          <Button onClick={close}>{t('cancel')}</Button>
          <Button main disabled={create.isBusy || folder === '' || source === ''} onClick={() => create.run()}>
            {t('create')}
          </Button>
        </>
      }
    >
      <div className="new-project">
        <div className="row">
          <h3 className="grow">{t('data')}</h3>
          <SegmentedControl
            label={t('data')}
            value={kind}
            segments={kinds.map((value) => ({ value, label: t(`source.${value}`) }))}
            onChange={(next) => setKind(next)}
          />
        </div>
        <p className="caption">{t(`sourceAbout.${kind}`)}</p>
        {kind === 'own' && (
          <PlaceField label={t('pictures')} value={pictures} purpose="data-folder" onChange={setPictures} />
        )}
        {!wish.isEmpty && <NetworkPicker value={network} onChange={setNetwork} />}
        <PlaceField
          label={t('folder')}
          value={folder}
          purpose="new-project"
          onChange={(place) => {
            isByHand.current = true
            setFolder(place)
          }}
        />
        {create.problem && create.problem.code !== 'cancelled' && <ProblemNotice problem={create.problem} />}
      </div>
    </Dialog>
  )
}

const lastPart = (place: string): string =>
  place
    .split(/[/\\]/)
    .filter(Boolean)
    .at(-1)
    ?.replace(/\.(zip|csv)$/i, '') ?? ''
