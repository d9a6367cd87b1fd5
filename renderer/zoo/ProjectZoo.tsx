import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/state/EditorProvider'
import { select } from '../editor/state/editorStore'
import { useNetwork } from '../editor/state/NetworkProvider'
import { useProject } from '../studio/useProject'
import { countText } from '../words/figures'
import { useProjectPurpose } from './useProjectPurpose'
import { type ZooChoice, ZooDialog } from './ZooDialog'
import { lossOf } from './zooRequest'

/** The gallery for a project: what is chosen takes the place of its network, as one edit that can be undone. */
export const ProjectZoo = ({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) => {
  const { t } = useTranslation('zoo')
  const { edit } = useProject()
  const { network } = useNetwork()
  const editor = useEditorStore()
  const purpose = useProjectPurpose(isOpen)
  const warning = useMemo(() => {
    if (!isOpen) return undefined
    const { layers, parameters, notes } = lossOf(network)
    const lost = t('takesPlace', { count: layers, parameters: countText(parameters) })
    return notes > 0 ? `${lost} ${t('notesToo', { count: notes })} ${t('undoable')}` : `${lost} ${t('undoable')}`
  }, [isOpen, network, t])
  const use = ({ network: made, name }: ZooChoice) => {
    if (!made) return
    select(editor, [])
    edit((project) => ({ ...project, network: made }), `zoo ${name}`)
    onClose()
  }
  return (
    <ZooDialog
      isOpen={isOpen}
      purpose={purpose}
      {...(network.name !== undefined && { chosen: network.name })}
      warning={warning}
      useLabel={t('use')}
      onUse={use}
      onClose={onClose}
    />
  )
}
