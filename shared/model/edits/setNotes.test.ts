import { expect, test } from 'vitest'
import { inferNetwork } from '../infer'
import { Network } from '../network'
import { setNotes } from '.'

const network = Network.parse({
  layers: [
    { id: 'in', type: 'input', config: { shape: [4] } },
    { id: 'out', type: 'dense', inputs: ['in'], config: { units: 2 } },
  ],
})

test('notes are kept by the schema, change nothing of the network, and go when they are emptied', () => {
  const noted = setNotes(network, 'out', ' <b>why</b> ')
  expect(Network.parse(noted).layers[1]?.notes).toBe('<b>why</b>')
  expect(inferNetwork(noted).problems).toEqual([])
  expect(setNotes(noted, 'out', '<b>why</b>')).toBe(noted)
  expect(setNotes(noted, 'out', '  ')).toEqual(network)
})
