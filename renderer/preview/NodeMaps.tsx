import { LayerMaps } from './LayerMaps'

/** What stands at the right of a node's body on the canvas. */
export const NodeMaps = ({ id }: { id: string }) => (
  <span className="node-maps">
    <LayerMaps layer={id} />
  </span>
)
