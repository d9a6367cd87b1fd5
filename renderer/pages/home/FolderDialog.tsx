import { ArrowUp, FileArchive, Folder, FolderPlus, Network } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacePurpose } from '../../../shared/contract/desktopBridge'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { Icon } from '../../design/Icon'
import { IconButton } from '../../design/IconButton'
import { ProblemNotice } from '../../design/ProblemNotice'
import { TextField } from '../../design/TextField'
import { useAction } from '../../studio/useAction'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'

/** Chooses a folder on the studio's machine, inside what was granted: what a browser has in place of the system's dialog. */
export const FolderDialog = ({
  purpose,
  onChoose,
  onClose,
}: {
  purpose: PlacePurpose
  onChoose(place: string): void
  onClose(): void
}) => {
  const { t } = useTranslation('home')
  const studio = useStudio()
  const [folder, setFolder] = useState<string>()
  const [name, setName] = useState('')
  const roots = useAnswer(useCallback(() => studio.folders.roots({}), [studio]))
  const shown = folder ?? (roots.answer?.length === 1 ? roots.answer[0] : undefined)
  const listing = useAnswer(
    useCallback(
      async () => (shown === undefined ? undefined : studio.folders.list({ folder: shown })),
      [studio, shown],
    ),
  )
  const make = useAction(
    useCallback(
      async (inside: string, called: string) => {
        const made = await studio.folders.make({ folder: `${inside}/${called}` })
        setName('')
        setFolder(made.folder)
      },
      [studio],
    ),
  )
  const found = listing.answer
  const problem = roots.problem ?? listing.problem ?? make.problem
  return (
    <Dialog
      title={t(`choose.${purpose}`)}
      isOpen
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button main disabled={shown === undefined} onClick={() => shown !== undefined && onChoose(shown)}>
            {t('chooseThis')}
          </Button>
        </>
      }
    >
      <div className="folder-dialog">
        <div className="row">
          <IconButton
            icon={ArrowUp}
            label={t('up')}
            disabled={found?.parent === undefined}
            onClick={() => setFolder(found?.parent)}
          />
          <strong className="cut" title={shown}>
            {shown}
          </strong>
        </div>
        {problem && <ProblemNotice problem={problem} />}
        <ul className="folder-list" aria-label={t('folders')}>
          {shown === undefined &&
            roots.answer?.map((root) => <Line key={root} icon={Folder} name={root} onClick={() => setFolder(root)} />)}
          {found?.folders.map(({ name: called, path, isProject }) => (
            <Line
              key={path}
              icon={isProject ? Network : Folder}
              name={called}
              aside={isProject ? t('isProject') : undefined}
              onClick={() => (isProject && purpose === 'open-project' ? onChoose(path) : setFolder(path))}
            />
          ))}
          {purpose === 'data-folder' &&
            found?.files.map(({ name: called, path }) => (
              <Line key={path} icon={FileArchive} name={called} onClick={() => onChoose(path)} />
            ))}
          {found && found.folders.length === 0 && <li className="caption">{t('noFolders')}</li>}
        </ul>
        {(purpose === 'new-project' || purpose === 'export-folder') && shown !== undefined && (
          <div className="row">
            <div className="grow">
              <TextField label={t('newFolder')} value={name} onChange={setName} />
            </div>
            <Button
              icon={FolderPlus}
              disabled={name.trim() === '' || make.isBusy}
              onClick={() => make.run(shown, name.trim())}
            >
              {t('makeFolder')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}

const Line = ({
  icon,
  name,
  aside,
  onClick,
}: {
  icon: typeof Folder
  name: string
  aside?: string | undefined
  onClick(): void
}) => (
  <li>
    <button type="button" onClick={onClick}>
      <Icon of={icon} />
      <span className="cut grow" title={name} dir="auto">
        {name}
      </span>
      {aside && <span className="caption">{aside}</span>}
    </button>
  </li>
)
