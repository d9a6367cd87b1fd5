import { type ComponentType, createContext, useContext } from 'react'
import type { LayerId } from '../../../shared/model/layerSpec'

/** What stands at the right of a node's body: three feature maps of the chosen picture. `id`: of the expanded network. 84 x 26 pixels. */
export type NodePictures = ComponentType<{ id: LayerId }>

/** The page says what it is, so that the canvas need not know where pictures come from. */
export const NodePicturesContext = createContext<NodePictures | undefined>(undefined)
export const useNodePictures = (): NodePictures | undefined => useContext(NodePicturesContext)
