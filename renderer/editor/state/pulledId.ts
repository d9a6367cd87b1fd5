import type { LayerId } from '../../../shared/model/layerSpec'
import type { Pull } from './editorStore'

/** What an edit names as the source of a pull. */
export const pulledId = ({ from, port, scope }: Pick<Pull, 'from' | 'port' | 'scope'>): LayerId =>
  port ?? from.slice(scope.prefix.length)
