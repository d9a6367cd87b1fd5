import type { Field } from '../../shared/fields/field'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinition } from '../../shared/layers'
import type { InnerLayer } from '../../shared/model/blocks/block'
import type { Scope } from '../../shared/model/edits'
import { blockType } from '../../shared/model/layerSpec'
import type { Network } from '../../shared/model/network'
import { blockFields } from './blockFields'

/** A chosen layer, as the editor tells of it. */
export interface ChosenLayer {
  /** Its id in the expanded network. */
  readonly key: string
  readonly scope: Scope
  readonly layer: InnerLayer
}

const known = new Map<string, readonly Field[]>()

/** The settings of a layer, or the parameters of a block; none for a type that there is not. */
export function settingsOf({ layer }: ChosenLayer, { blocks }: Network): readonly Field[] {
  if (layer.type === blockType) {
    const block = layer.block === undefined ? undefined : blocks?.[layer.block]
    return block ? blockFields(block) : []
  }
  const found = known.get(layer.type)
  if (found) return found
  const definition = layerDefinition(layer.type)
  const fields = definition ? fieldsOf(definition.schema) : []
  known.set(layer.type, fields)
  return fields
}
