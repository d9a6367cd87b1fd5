import type { Field, FieldKind } from '../../shared/fields/field'
import type { BlockDefinition } from '../../shared/model/blocks/block'
import type { BlockParameter } from '../../shared/model/blocks/parameter'

/** The parameters of a block as a form shows them. */
export const blockFields = ({ parameters }: BlockDefinition): readonly Field[] =>
  Object.entries(parameters).map(([name, parameter]) => ({
    name,
    type: kindOf(parameter),
    isRequired: parameter.default === undefined && parameter.kind !== 'value',
    mayBeNull: false,
    ...(parameter.default !== undefined && { standard: parameter.default }),
  }))

function kindOf(parameter: BlockParameter): FieldKind {
  switch (parameter.kind) {
    case 'whole-number':
      return { kind: 'whole-number', least: parameter.least, most: parameter.most }
    case 'number':
      return {
        kind: 'number',
        ...(parameter.least !== undefined && { least: parameter.least }),
        ...(parameter.most !== undefined && { most: parameter.most }),
      }
    case 'flag':
      return { kind: 'flag' }
    case 'choice':
      return { kind: 'choice', words: parameter.of }
    case 'value':
      return { kind: 'json' }
  }
}
