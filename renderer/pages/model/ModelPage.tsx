import { Canvas } from '../../editor/canvas/Canvas'
import { NodePicturesContext } from '../../editor/canvas/NodePictures'
import { layouter } from '../../editor/layout/layouter'
import { Palette } from '../../editor/palette/Palette'
import { EditorProvider } from '../../editor/state/EditorProvider'
import { Inspector } from '../../inspector/Inspector'
import { NumbersPanel } from '../../numbers/NumbersPanel'
import { InspectionProvider } from '../../numbers/useInspection'
import { NodeMaps } from '../../preview/NodeMaps'
import { PictureChooser } from '../../preview/PictureChooser'
import { PreviewProvider } from '../../preview/preview'
import { ZooCommand } from '../../zoo/ZooButton'
import './model.css'

/** The network, drawn: layers to take from at the left, the canvas, what is chosen at the right, what it costs below. */
const ModelPage = () => (
  <EditorProvider>
    <InspectionProvider>
      <PreviewProvider>
        <NodePicturesContext value={NodeMaps}>
          <div className="model-page">
            <Palette />
            <Canvas />
            <div className="model-preview">
              <PictureChooser />
            </div>
            <Inspector />
            <NumbersPanel />
            <ZooCommand />
          </div>
        </NodePicturesContext>
      </PreviewProvider>
    </InspectionProvider>
  </EditorProvider>
)
export default ModelPage

export const prepare = (): void => void layouter.start()
