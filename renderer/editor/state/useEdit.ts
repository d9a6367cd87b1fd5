import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/model/network'
import { problemOf } from '../../../shared/problemOf'
import type { ProjectEdit } from '../../studio/projectStore'
import { useProjectStore } from '../../studio/useProject'
import { useEditorStore } from './EditorProvider'
import { say } from './editorStore'

let count = 0

/**
 * Changes the project's network by a function of `shared/model/edits`, as one step of undo, and tells what was done. What is refused
 * is told in its own words, and changes nothing.
 */
export function useEdit(): (change: (network: Network) => Network, done: string) => boolean {
  const store = useProjectStore()
  const editor = useEditorStore()
  const { t } = useTranslation('editor')
  return useCallback(
    (change, done) => {
      const edit: ProjectEdit = (project) => {
        const network = change(project.network)
        return network === project.network ? project : { ...project, network }
      }
      try {
        // Each act is a step of its own, however quickly they follow: the label says so.
        store?.edit(edit, `network ${++count}`)
      } catch (error) {
        const { message, remedy } = problemOf(error)
        const text = remedy ? `${message}; ${remedy}` : message
        editor.setState({ refusal: text })
        say(editor, t('refused', { why: text }))
        return false
      }
      editor.setState({ refusal: undefined })
      say(editor, done)
      return true
    },
    [store, editor, t],
  )
}
