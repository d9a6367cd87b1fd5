import { expect, test } from 'vitest'
import { layerDefinitions } from '../../shared/layers'
import { activations } from '../../shared/layers/activation/functions'
import { type FormulaPart, parseFormula } from './parseFormula'

const text = (parts: readonly FormulaPart[]): string =>
  parts.map((part) => ('text' in part ? part.text : `<${part.kind} ${text(part.parts)}>`)).join('')

test('what stands below and above the line', () => {
  expect(text(parseFormula('y_{k} = e^{x_{k}} / Σ_{j} w'))).toBe('y<below k> = e<above x<below k>> / Σ<below j> w')
})

test('letters are variables, words are functions', () => {
  const kinds = parseFormula('y = max(x, 0)').map((part) => [part.kind, 'text' in part ? part.text : ''])
  expect(kinds).toEqual([
    ['name', 'y'],
    ['sign', ' = '],
    ['sign', 'max'],
    ['sign', '('],
    ['name', 'x'],
    ['sign', ', 0)'],
  ])
})

test.each(['y_{k', 'y}', 'y_{a}}'])('%s is no formula', (markup) => expect(() => parseFormula(markup)).toThrow())

test.each(layerDefinitions.map(({ type }) => type))('%s has a formula that can be read', (type) => {
  const definition = layerDefinitions.find((layer) => layer.type === type)
  const needed: Record<string, object> = {
    input: { shape: [8, 8, 3] },
    reshape: { shape: [-1] },
  }
  const config = [needed[type] ?? {}, { filters: 4, kernel: 3 }, { filters: 4 }, { units: 2 }]
    .map((each) => definition?.schema.safeParse(each))
    .find((parsed) => parsed?.success)?.data as object
  expect(config).toBeDefined()
  expect(parseFormula(definition?.formula(config) ?? '').length).toBeGreaterThan(0)
})

test.each(Object.keys(activations))('activation %s has a formula that can be read', (kind) => {
  const definition = layerDefinitions.find(({ type }) => type === 'activation')
  expect(parseFormula(definition?.formula({ kind }) ?? '').length).toBeGreaterThan(2)
})
