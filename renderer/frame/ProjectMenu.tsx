import { ChevronDown, Copy, Folder, House, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../commands/useCommands'
import { Button } from '../design/Button'
import { Cut } from '../design/Cut'
import { Dialog } from '../design/Dialog'
import { Icon } from '../design/Icon'
import { Menu } from '../design/Menu'
import { TextField } from '../design/TextField'
import { say } from '../design/Toast'
import { useProject, useProjectPart, useProjectStore } from '../studio/useProject'
import { goTo } from './place'

/** The opened project's name, and what can be done with the project as a whole. */
export const ProjectMenu = () => {
  const { t } = useTranslation()
  const name = useProjectPart((project) => project.name)
  const folder = useProjectStore()?.folder ?? ''
  const [isRenaming, setRenaming] = useState(false)
  const copyFolder = () => void navigator.clipboard.writeText(folder).then(() => say(t('folderCopied')))
  const rename = { id: 'rename', label: t('rename'), icon: Pencil, run: () => setRenaming(true) }
  useCommands([{ ...rename, keys: ['F2'], group: t('project') }])
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="project-button" title={folder} aria-label={t('projectMenu', { name })}>
            <Cut strong text={name} />
            <Icon of={ChevronDown} size={12} />
          </button>
        }
        items={[
          { ...rename, keys: 'F2' },
          { id: 'copy-folder', label: t('copyFolder'), icon: Copy, run: copyFolder },
          'line',
          { id: 'another', label: t('openProject'), icon: Folder, run: () => goTo({ page: 'home' }) },
          { id: 'home', label: t('home'), icon: House, run: () => goTo({ page: 'home' }) },
        ]}
      />
      {isRenaming && <RenameDialog onClose={() => setRenaming(false)} />}
    </>
  )
}

const RenameDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation()
  const { project, edit } = useProject()
  const [name, setName] = useState(project.name)
  const isGood = name.trim() !== '' && name.length <= 200
  const rename = (to: string) => {
    if (to.trim() === '' || to.length > 200) return
    edit((before) => ({ ...before, name: to.trim() }), t('rename'))
    onClose()
  }
  return (
    <Dialog
      title={t('rename')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button main disabled={!isGood} onClick={() => rename(name)}>
            {t('rename')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          rename(name)
        }}
      >
        <TextField
          label={t('projectName')}
          value={name}
          onChange={setName}
          problem={isGood ? undefined : t('projectNameBad')}
        />
      </form>
    </Dialog>
  )
}
