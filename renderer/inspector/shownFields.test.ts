import { expect, test } from 'vitest'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinition } from '../../shared/layers'
import { shownFields } from './shownFields'

const names = (type: string, config: Record<string, unknown>) =>
  shownFields(fieldsOf(layerDefinition(type)?.schema as never), type, config).map(({ name }) => name)

test.each([
  ['conv2d', {}, 'biasInitializer', true],
  ['conv2d', { bias: false }, 'biasInitializer', false],
  ['activation', { kind: 'leaky-relu' }, 'slope', true],
  ['activation', { kind: 'relu' }, 'slope', false],
  // A wrong one has to be seen to be taken out.
  ['activation', { kind: 'relu', slope: 0.1 }, 'slope', true],
  ['image-filter', {}, 'sigma', true],
  ['image-filter', { filter: 'sobel-x' }, 'size', false],
  ['image-filter', { filter: 'numbers' }, 'numbers', true],
  ['max-pool', {}, 'size', true],
])('%s %j: %s is shown: %s', (type, config, name, isShown) => expect(names(type, config).includes(name)).toBe(isShown))
