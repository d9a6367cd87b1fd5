import { Cpu, Folder, Network, Play } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysText } from '../../commands/keys'
import { commandRegistry } from '../../commands/registry'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { Icon } from '../../design/Icon'
import { Kbd } from '../../design/Kbd'
import { goTo } from '../../frame/place'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { startTour, useTour } from '../../tour/tourState'
import { choosePlace } from './choosePlace'
import { DigitsArt } from './DigitsArt'
import { FolderDialog } from './FolderDialog'
import { ZooArt } from './NetworkArt'
import { NewProjectDialog, type NewProjectWish } from './NewProjectDialog'
import { PicturesArt } from './PicturesArt'
import { RecentProjects } from './RecentProjects'
import { WayCard } from './WayCard'
import './home.css'

/** Where a person begins: three ways to a new project, and those that there are. */
export const HomePage = () => {
  const { t } = useTranslation('home')
  const studio = useStudio()
  const tour = useTour()
  const [wish, setWish] = useState<NewProjectWish>()
  const [asksFor, setAsksFor] = useState<'open-project' | 'data-folder'>()
  const engine = useAnswer(useCallback(() => studio.engine.state({}), [studio]))

  const open = (folder: string) => goTo({ page: 'model', folder, run: undefined })
  const ask = async (purpose: 'open-project' | 'data-folder') => {
    if (!window.layerloom) return setAsksFor(purpose)
    const place = await choosePlace(purpose)
    if (place) chosen(purpose, place)
  }
  const chosen = (purpose: 'open-project' | 'data-folder', place: string) =>
    purpose === 'open-project' ? open(place) : setWish({ data: place })

  // A folder of pictures that is dropped on the window is what it shall learn from.
  useEffect(() => {
    window.layerloom?.onDrop(([place]) => place && setWish({ data: place.path }))
    return () => window.layerloom?.onDrop(() => undefined)
  }, [])
  useCommands([
    {
      id: 'new-project',
      label: t('newProject'),
      icon: Network,
      keys: ['Alt+N'],
      group: t('title'),
      run: () => setWish({}),
    },
    {
      id: 'open-project',
      label: t('open'),
      icon: Folder,
      keys: ['Mod+O'],
      group: t('title'),
      run: () => void ask('open-project'),
    },
    { id: 'tour', label: t('ways.digits.go'), icon: Play, group: t('title'), run: startTour },
  ])
  return (
    <div className="home">
      <h1>{t('ask')}</h1>
      <p className="lead">{t('lead')}</p>
      <div className="ways">
        <WayCard art={<DigitsArt />} title={t('ways.digits.title')} about={t('ways.digits.about')} isFirst>
          <Button main icon={Play} disabled={tour?.isBeginning === true} onClick={startTour}>
            {t('ways.digits.go')}
          </Button>
          <span className="caption">{t('ways.digits.time')}</span>
        </WayCard>
        <WayCard art={<PicturesArt />} title={t('ways.pictures.title')} about={t('ways.pictures.about')}>
          <Button icon={Folder} onClick={() => void ask('data-folder')}>
            {t('ways.pictures.go')}
          </Button>
          {window.layerloom && <span className="caption">{t('ways.pictures.drop')}</span>}
        </WayCard>
        <WayCard art={<ZooArt />} title={t('ways.zoo.title')} about={t('ways.zoo.about')}>
          <Button icon={Network} onClick={() => setWish({})}>
            {t('ways.zoo.go')}
          </Button>
          <Button flat small onClick={() => setWish({ isEmpty: true })}>
            {t('ways.zoo.empty')}
          </Button>
        </WayCard>
      </div>
      <RecentProjects onOpen={() => void ask('open-project')} onNew={() => setWish({})} />
      <footer className="home-foot">
        <Key keys="Mod+K" word={t('search')} onClick={() => commandRegistry.run('palette')} />
        <Key keys="?" word={t('keys')} onClick={() => commandRegistry.run('keys')} />
        <Key keys="Mod+O" word={t('open')} onClick={() => void ask('open-project')} />
        <span className="grow" />
        {engine.answer && (
          <span className="row engine-state">
            <Icon of={Cpu} />
            {t(engine.answer.cuda ? 'engine.gpu' : engine.answer.cpu ? 'engine.cpu' : 'engine.none')}
          </span>
        )}
      </footer>
      {wish && <NewProjectDialog wish={wish} onClose={() => setWish(undefined)} />}
      {asksFor && (
        <FolderDialog
          purpose={asksFor}
          onClose={() => setAsksFor(undefined)}
          onChoose={(place) => {
            setAsksFor(undefined)
            chosen(asksFor, place)
          }}
        />
      )}
    </div>
  )
}

const Key = ({ keys, word, onClick }: { keys: string; word: string; onClick(): void }) => (
  <button type="button" className="home-key" onClick={onClick}>
    <Kbd>{keysText(keys)}</Kbd>
    {word}
  </button>
)
