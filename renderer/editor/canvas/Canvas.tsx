import { ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './canvas.css'
import './overlay.css'
import { CanvasCommands } from './CanvasCommands'
import { DrawnContext } from './CanvasContext'
import { CanvasMenu } from './CanvasMenu'
import { CanvasToolbar } from './CanvasToolbar'
import { FirstLayer } from './FirstLayer'
import { Flow } from './Flow'
import { LayingOut } from './LayingOut'
import { OpenPath } from './OpenPath'
import { Refusal, Said } from './Said'
import { SuggestList } from './SuggestList'
import { useDrawn } from './useDrawn'

/** The work surface: the network as a graph that is drawn, walked and changed. */
export const Canvas = () => {
  const { t } = useTranslation('editor')
  return (
    <ReactFlowProvider>
      <section className="model-canvas" aria-label={t('canvas')} data-region="canvas">
        <Drawing>{surface}</Drawing>
        <CanvasToolbar />
        <CanvasCommands />
        <OpenPath />
        <FirstLayer />
        <SuggestList />
        <Refusal />
        <Said />
        <p className="visually-hidden" id="canvas-help">
          {t('canvasHelp')}
        </p>
      </section>
    </ReactFlowProvider>
  )
}

/** Works out what is drawn. Only who asks for it is drawn anew with it. */
const Drawing = ({ children }: { children: ReactNode }) => {
  const { drawn, isWorking, cancel } = useDrawn()
  return (
    <DrawnContext value={drawn}>
      {children}
      {isWorking && <LayingOut onStop={cancel} />}
    </DrawnContext>
  )
}

/** The same element each time: the menu around the graph is not drawn anew with it. */
const surface = (
  <CanvasMenu>
    <div className="canvas-flow">
      <Flow />
    </div>
  </CanvasMenu>
)
