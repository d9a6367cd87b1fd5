import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProjectStore } from '../../studio/useProject'
import { useCanvasPort } from '../canvas/CanvasContext'
import { actionContext } from './actions/actionContext'
import { addActions } from './actions/addActions'
import { blockActions } from './actions/blockActions'
import { clipboardActions } from './actions/clipboardActions'
import { layerActions } from './actions/layerActions'
import { placeActions } from './actions/placeActions'
import { wireActions } from './actions/wireActions'
import { useEditorStore } from './EditorProvider'
import { useEdit } from './useEdit'

export type CanvasActions = ReturnType<typeof useCanvasActions>

/** Everything that can be done on the canvas: by pointer, key, menu and palette alike. */
export function useCanvasActions() {
  const edit = useEdit()
  const editor = useEditorStore()
  const port = useCanvasPort()
  const projectStore = useProjectStore()
  const { t } = useTranslation('editor')
  return useMemo(() => {
    const context = actionContext({ edit, editor, port, projectStore, t })
    const wires = wireActions(context)
    const layers = layerActions(context, wires.disconnect)
    return {
      chosen: context.chosen,
      ...addActions(context),
      ...wires,
      ...layers,
      ...placeActions(context),
      ...clipboardActions(context, layers.remove),
      ...blockActions(context),
    }
  }, [edit, editor, port, projectStore, t])
}
