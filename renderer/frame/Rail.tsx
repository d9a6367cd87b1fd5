import { House, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { addressOf, projectPages, type WindowPlace } from '../../shared/contract/windowPlace'
import { commandRegistry } from '../commands/registry'
import { Icon, type LucideIcon } from '../design/Icon'
import { pages } from '../pages/pages'
import { useRememberedProject } from './currentProject'
import { Mark } from './Mark'
import { useTraining } from './useTraining'

/** All pages, each with its word. From Home they lead to the project that was looked at last. */
export const Rail = ({ place }: { place: WindowPlace }) => {
  const { t } = useTranslation()
  const remembered = useRememberedProject()
  const folder = place.page === 'home' ? remembered : place.folder
  const run = place.page === 'home' ? undefined : place.run
  const training = useTraining()
  return (
    <nav className="rail" aria-label={t('pages')}>
      <div className="mark">
        <Mark />
      </div>
      <RailLink icon={House} word={t('home')} address="#/" isHere={place.page === 'home'} />
      {projectPages.map((page) => (
        <RailLink
          key={page}
          icon={pages[page].icon}
          word={t(page)}
          address={folder === undefined ? undefined : addressOf({ page, folder, run })}
          why={t('noProject')}
          isHere={place.page === page}
          busy={page === 'train' && training ? t('isTraining', { run: training.subject }) : undefined}
        />
      ))}
      <div className="end">
        <button type="button" onClick={() => commandRegistry.run('settings')}>
          <Icon of={Settings} />
          <span>{t('settings')}</span>
        </button>
      </div>
    </nav>
  )
}

const RailLink = ({
  icon,
  word,
  address,
  why,
  isHere,
  busy,
}: {
  icon: LucideIcon
  word: string
  address: string | undefined
  why?: string
  isHere: boolean
  busy?: string | undefined
}) =>
  address === undefined ? (
    // biome-ignore lint/a11y/useValidAnchor: a link that leads nowhere yet
    <a aria-disabled="true" title={why}>
      <Icon of={icon} />
      <span>{word}</span>
    </a>
  ) : (
    <a href={address} aria-current={isHere ? 'page' : undefined}>
      <Icon of={icon} />
      <span>{word}</span>
      {busy && <span className="busy" role="img" aria-label={busy} title={busy} />}
    </a>
  )
