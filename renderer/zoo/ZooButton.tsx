import { LayoutGrid } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../commands/useCommands'
import { Button } from '../design/Button'
import { Icon } from '../design/Icon'
import { ProjectZoo } from './ProjectZoo'

/** Opens the gallery for the project that is shown. */
export const ZooButton = ({ label }: { label?: string }) => {
  const { t } = useTranslation('zoo')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Icon of={LayoutGrid} />
        {label ?? t('open')}
      </Button>
      <ProjectZoo isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

/** The gallery as a command of the page, wherever its button is. */
export const ZooCommand = () => {
  const { t } = useTranslation('zoo')
  const [isOpen, setOpen] = useState(false)
  useCommands([{ id: 'model.zoo', label: t('open'), icon: LayoutGrid, run: () => setOpen(true) }])
  return <ProjectZoo isOpen={isOpen} onClose={() => setOpen(false)} />
}
