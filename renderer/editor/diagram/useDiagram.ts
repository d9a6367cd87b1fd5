import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProjectStore } from '../../studio/useProject'
import { useCanvasPort } from '../canvas/CanvasContext'
import { useEditorStore } from '../state/EditorProvider'
import { say } from '../state/editorStore'
import { nodeTitle } from '../view/nodeTitle'
import type { DiagramTheme } from './diagramColours'
import { diagramSvg } from './diagramSvg'
import { pngOf, saveFile, svgFile } from './saveDiagram'

/** The drawing of the whole network as it stands on the canvas: as a file, or on the clipboard. */
export function useDiagram() {
  const { t } = useTranslation(['editor', 'layers'])
  const port = useCanvasPort()
  const project = useProjectStore()
  const editor = useEditorStore()
  return useMemo(() => {
    const name = () => project?.shown.getState().project?.name ?? 'network'
    const svg = (theme: DiagramTheme): string | undefined => {
      const drawn = port.current?.drawn()
      if (!drawn?.layout) return undefined
      const { view, facts, places, layout } = drawn
      return diagramSvg({
        view,
        facts,
        places,
        bends: layout.bends,
        theme,
        name: name(),
        title: (facts) => nodeTitle(t, facts),
      })
    }
    const file = (theme: DiagramTheme, ending: string) =>
      `${
        name()
          .replace(/[^\p{L}\p{N}._-]+/gu, '-')
          .slice(0, 80) || 'network'
      }-${theme}.${ending}`
    return {
      saveSvg(theme: DiagramTheme) {
        const drawing = svg(theme)
        if (drawing) saveFile(file(theme, 'svg'), svgFile(drawing))
      },
      async savePng(theme: DiagramTheme) {
        const drawing = svg(theme)
        if (drawing) saveFile(file(theme, 'png'), await pngOf(drawing))
      },
      async copy(theme: DiagramTheme) {
        const drawing = svg(theme)
        if (!drawing) return
        try {
          await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(drawing) })])
          say(editor, t('diagramCopied'))
        } catch {
          editor.setState({ refusal: t('diagramNotCopied') })
        }
      },
    }
  }, [t, port, project, editor])
}
