import { ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../state/EditorProvider'
import './canvas.css'
import './overlay.css'
import { CanvasCommands } from './CanvasCommands'
import { CanvasMenu } from './CanvasMenu'
import { CanvasToolbar } from './CanvasToolbar'
import { Flow } from './Flow'
import { LayingOut } from './LayingOut'
import { OpenPath } from './OpenPath'
import { SuggestList } from './SuggestList'
import { useDrawn } from './useDrawn'

/** The work surface: the network as a graph that is drawn, walked and changed. */
export const Canvas = () => (
  <ReactFlowProvider>
    <Surface />
  </ReactFlowProvider>
)

const Surface = () => {
  const { t } = useTranslation('editor')
  const drawn = useDrawn()
  const said = useEditor((state) => state.said)
  const refusal = useEditor((state) => state.refusal)
  return (
    <section className="model-canvas" aria-label={t('canvas')} data-region="canvas">
      <CanvasMenu>
        <div className="canvas-flow">
          <Flow drawn={drawn} />
        </div>
      </CanvasMenu>
      <CanvasToolbar />
      <CanvasCommands />
      {drawn.isWorking && <LayingOut onStop={drawn.cancel} />}
      <OpenPath />
      <SuggestList />
      {refusal && <p className="refusal">{refusal}</p>}
      <p className="visually-hidden" aria-live="polite" data-said={said.count}>
        {/* The same words twice are said twice. */}
        {said.text + (said.count % 2 === 0 ? '' : ' ')}
      </p>
      <p className="visually-hidden" id="canvas-help">
        {t('canvasHelp')}
      </p>
    </section>
  )
}
