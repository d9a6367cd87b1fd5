import { Canvas } from '../../editor/canvas/Canvas'
import { Palette } from '../../editor/palette/Palette'
import { EditorProvider } from '../../editor/state/EditorProvider'
import './model.css'

/** The network, drawn: layers to take from at the left, the canvas, what is chosen at the right, what it costs below. */
const ModelPage = () => (
  <EditorProvider>
    <div className="model-page">
      <Palette />
      <Canvas />
      {/* Right: <Inspector />, which makes its own <aside className="model-inspector">; below: <NumbersPanel /> in .model-numbers. */}
    </div>
  </EditorProvider>
)
export default ModelPage
